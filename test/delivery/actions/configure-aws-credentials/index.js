// As the action does it: asks GitHub for a token of the job, gives that to STS, and leaves credentials to the next steps.
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { sign } = require(join(process.env.ACTED_ROOT, 'emulator/test/sign.cjs'));

const input = name => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const region = input('aws-region');

async function tokenOfJob() {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env;
  if (!url) throw new Error('The job has no permission to ask for a token: id-token: write.');
  const answer = await fetch(`${url}&audience=sts.amazonaws.com`, { headers: { authorization: `Bearer ${bearer}` } });
  return (await answer.json()).value;
}

async function assume() {
  const chained = input('role-chaining') === 'true';
  const body = new URLSearchParams({
    Action: chained ? 'AssumeRole' : 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: input('role-to-assume'),
    RoleSessionName: input('role-session-name'),
    DurationSeconds: input('role-duration-seconds'),
    ...(chained ? {} : { WebIdentityToken: await tokenOfJob() }),
  }).toString();
  const url = new URL(process.env.AWS_ENDPOINT_URL);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  const signed = chained
    ? sign({ method: 'POST', host: url.host, path: '/', headers, body, region, service: 'sts', credentials: { key, secret, token } })
    : headers;
  const text = await (await fetch(url, { method: 'POST', headers: signed, body })).text();
  const [, code] = /<Code>(.*?)<\/Code>/.exec(text) ?? [];
  if (code) throw new Error(`Could not assume ${input('role-to-assume')}: ${code}: ${/<Message>(.*?)<\/Message>/s.exec(text)?.[1]}`);
  return name => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)[1];
}

assume().then(
  credential =>
    appendFileSync(
      process.env.GITHUB_ENV,
      `AWS_ACCESS_KEY_ID=${credential('AccessKeyId')}\nAWS_SECRET_ACCESS_KEY=${credential('SecretAccessKey')}\n` +
        `AWS_SESSION_TOKEN=${credential('SessionToken')}\nAWS_REGION=${region}\nAWS_DEFAULT_REGION=${region}\n`,
    ),
  error => {
    console.log(`::error::${error.message}`);
    process.exitCode = 1;
  },
);
