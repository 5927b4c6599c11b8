import assert from 'node:assert/strict';
import { createPublicKey, createVerify } from 'node:crypto';
import { after, before, test } from 'node:test';
import { open, one, sign } from './cloud.mjs';
import issuers from './issuer.cjs';

const HOST = 'token.actions.githubusercontent.com';
const REPOSITORY = 'repo:acme@1/orders@2:environment:production';
const WORKFLOW = 'acme/orders/.github/workflows/deploy.yml@refs/heads/main';
const CLAIMS = { sub: REPOSITORY, repository_id: '2', job_workflow_ref: WORKFLOW, environment: 'production' };

let aws;
let issuer;
let role;
before(async () => {
  aws = await open();
  issuer = await issuers.startIssuer(`https://${HOST}`);
  await issuer.introduce(aws.emulator.endpoint);
});
after(async () => {
  await issuer?.close();
  await aws?.close();
});

const statement = (conditions) => ({
  Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: `arn:aws:iam::${aws.emulator.account}:oidc-provider/${HOST}` },
  Condition: { StringEquals: Object.fromEntries(Object.entries(conditions).map(([claim, value]) => [`${HOST}:${claim}`, value])) },
});
const trust = (conditions) => JSON.stringify({ Version: '2012-10-17', Statement: [statement(conditions)] });

async function makeRole(name, conditions) {
  const xml = await aws.query('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust(conditions) });
  return one(xml, 'Arn');
}
const assume = (token, more = {}) =>
  aws.query('sts', 'AssumeRoleWithWebIdentity', { RoleArn: role, RoleSessionName: 'job', WebIdentityToken: token, ...more });

test('without a provider in the account no token is good', async () => {
  role = await makeRole('deploy', { aud: 'sts.amazonaws.com', ...CLAIMS });
  await assert.rejects(assume(issuer.token(CLAIMS)), /InvalidIdentityToken.*No OpenIDConnect provider found/s);
});

test('there is one provider of a URL in an account', async () => {
  const provider = { Url: `https://${HOST}`, 'ClientIDList.member.1': 'sts.amazonaws.com' };
  await aws.query('iam', 'CreateOpenIDConnectProvider', provider);
  await assert.rejects(aws.query('iam', 'CreateOpenIDConnectProvider', provider), /EntityAlreadyExists/);
});

test('a token that its issuer has signed opens the role, and its session acts as the role', async () => {
  const xml = await assume(issuer.token(CLAIMS));
  const credentials = { key: one(xml, 'AccessKeyId'), secret: one(xml, 'SecretAccessKey'), token: one(xml, 'SessionToken') };
  const [url, body] = [new URL(aws.emulator.endpoint), 'Action=GetCallerIdentity&Version=2011-06-15'];
  const headers = sign({
    method: 'POST', host: url.host, path: '/', body, region: aws.emulator.region, service: 'sts', credentials,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.match(await (await fetch(url, { method: 'POST', headers, body })).text(), /:assumed-role\/deploy\/job</);
});

for (const [what, token, error] of [
  ['an expired token', () => issuer.token({ ...CLAIMS, exp: 1_700_000_000 }), /ExpiredTokenException/],
  ['a token without an end', () => issuer.token({ ...CLAIMS, exp: undefined }), /InvalidIdentityToken.*exp/s],
  ['a token of tomorrow', () => issuer.token({ ...CLAIMS, nbf: Date.now() / 1000 + 86_400 }), /InvalidIdentityToken/],
  ['a token for somebody else', () => issuer.token({ ...CLAIMS, aud: 'https://github.com/acme' }), /Incorrect token audience/],
  ['a signature of another key', () => issuer.forged(CLAIMS), /InvalidIdentityToken.*signature/s],
  ['claims that were changed after the signature', () => changed(issuer.token({ ...CLAIMS, sub: 'repo:mallory@9/x@9' })), /signature/],
  ['a token without a signature', () => unsigned(issuer.token(CLAIMS)), /signature/],
  ['no token', () => 'nonsense', /not a valid JWT/],
  ['a token of another issuer', () => issuer.token({ ...CLAIMS, iss: 'https://gitlab.com' }), /No OpenIDConnect provider found/],
  ['another environment', () => issuer.token({ ...CLAIMS, environment: 'development' }), /AccessDenied/],
  ['another repository', () => issuer.token({ ...CLAIMS, repository_id: '3' }), /AccessDenied/],
  ['another workflow', () => issuer.token({ ...CLAIMS, job_workflow_ref: WORKFLOW.replace('deploy', 'test') }), /AccessDenied/],
  ['a claim that is not there', () => issuer.token({ ...CLAIMS, repository_id: undefined }), /AccessDenied/],
]) {
  test(`refused: ${what}`, () => assert.rejects(assume(token()), error));
}

test('a session is no longer than the role allows', () =>
  assert.rejects(assume(issuer.token(CLAIMS), { DurationSeconds: '7200' }), /MaxSessionDuration/));

const askForToken = async (credentials, audience = 'https://letters.acme.com') => {
  const url = new URL(aws.emulator.endpoint);
  const body = String(new URLSearchParams({ Action: 'GetWebIdentityToken', Version: '2011-06-15', SigningAlgorithm: 'RS256', 'Audience.member.1': audience }));
  const headers = sign({
    method: 'POST', host: url.host, path: '/', body, region: aws.emulator.region, service: 'sts', credentials,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return (await fetch(url, { method: 'POST', headers, body })).text();
};

test('a role gets a token that says who it is, for the audience that its policy names, once the account has the feature', async () => {
  role = await makeRole('caller', { aud: 'sts.amazonaws.com', ...CLAIMS });
  const statement = { Effect: 'Allow', Action: 'sts:GetWebIdentityToken', Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': ['https://letters.acme.com'] } } };
  await aws.query('iam', 'PutRolePolicy', { RoleName: 'caller', PolicyName: 'ask', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) });
  const xml = await assume(issuer.token(CLAIMS));
  const credentials = { key: one(xml, 'AccessKeyId'), secret: one(xml, 'SecretAccessKey'), token: one(xml, 'SessionToken') };
  assert.match(await askForToken(credentials), /OutboundWebIdentityFederationDisabled/);
  const from = one(await aws.query('iam', 'EnableOutboundWebIdentityFederation'), 'IssuerIdentifier');
  assert.equal(one(await aws.query('iam', 'GetOutboundWebIdentityFederationInfo'), 'IssuerIdentifier'), from);
  await assert.rejects(aws.query('iam', 'EnableOutboundWebIdentityFederation'), /FeatureEnabled/);
  const token = one(await askForToken(credentials), 'WebIdentityToken');
  const [header, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
  assert.deepEqual([header.alg, claims.iss, claims.sub, claims.aud], ['RS256', from, role, 'https://letters.acme.com']);
  const { keys: [jwk] } = await (await fetch(`${aws.emulator.endpoint}/_emulator/tokens/keys`)).json();
  const [text, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];
  assert.ok(createVerify('RSA-SHA256').update(text).verify(createPublicKey({ key: jwk, format: 'jwk' }), signature, 'base64url'));
  assert.match(await askForToken(credentials, 'https://billing.acme.com'), /AccessDenied/);
});

test('a claim that AWS does not know is no key: a condition on it is never met', async () => {
  role = await makeRole('by-owner', { aud: 'sts.amazonaws.com', repository_owner_id: '1' });
  await assert.rejects(assume(issuer.token({ ...CLAIMS, repository_owner_id: '1' })), /AccessDenied/);
});

test('an issuer that does not answer has no keys', async () => {
  role = await makeRole('again', { sub: REPOSITORY });
  await issuer.close();
  await assert.rejects(assume(issuer.token(CLAIMS)), /Couldn't retrieve verification key/);
});

test('only an issuer of this machine can be put in the place of another', async () => {
  const put = (at) => fetch(`${aws.emulator.endpoint}/_emulator/issuers/${HOST}?at=${at}`, { method: 'PUT' });
  assert.equal((await put('https://example.com')).status, 400);
  assert.equal((await put('')).status, 400);
});

/** The signature of one token under the claims of another. */
function changed(token) {
  const [header, , signature] = token.split('.');
  return [header, issuer.token(CLAIMS).split('.')[1], signature].join('.');
}

function unsigned(token) {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}
