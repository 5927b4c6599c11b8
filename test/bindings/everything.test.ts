import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { namesIn, text } from './template-text';
import { EnvironmentTier, TIERS } from '../../src/path/tier';
import { everythingIn } from '../fixtures/everything';
import { expectSlotsComplete } from '../fixtures/slots';
import { stackOn } from '../fixtures/stacks';

/**
 * The actions that are permitted on all resources, and why AWS offers nothing narrower. A new one is added here and in
 * docs/guides/bindings.md, or it is narrowed.
 */
const ON_EVERYTHING: { readonly [action: string]: string } = {
  'ecr:GetAuthorizationToken': 'a token is for the whole registry',
  'ssmmessages:CreateControlChannel': 'the channel of a shell has no ARN',
  'ssmmessages:CreateDataChannel': 'the channel of a shell has no ARN',
  'ssmmessages:OpenControlChannel': 'the channel of a shell has no ARN',
  'ssmmessages:OpenDataChannel': 'the channel of a shell has no ARN',
  'ec2:CreateNetworkInterface': 'Lambda makes the interfaces, which have no ARN before',
  'ec2:DeleteNetworkInterface': 'Lambda makes the interfaces, which have no ARN before',
  'ec2:AssignPrivateIpAddresses': 'Lambda makes the interfaces, which have no ARN before',
  'ec2:UnassignPrivateIpAddresses': 'Lambda makes the interfaces, which have no ARN before',
  'ec2:DescribeNetworkInterfaces': 'EC2 lists for the whole account',
  'ec2:DescribeSubnets': 'EC2 lists for the whole account',
  'xray:PutTraceSegments': 'a trace has no ARN before it is there',
  'xray:PutTelemetryRecords': 'it counts what was traced, whatever that was',
  'secretsmanager:GetRandomPassword': 'a password that is made up is no resource',
  'sts:GetWebIdentityToken': 'a token has no ARN before it is there; for one audience only',
  'cloudwatch:DescribeAlarms': 'CodeDeploy asks for several alarms at once',
};

/** The types with a policy of their own, in which `*` stands for the resource itself. */
const ITSELF = ['AWS::EC2::VPCEndpoint', 'AWS::KMS::Key', 'AWS::SecretsManager::ResourcePolicy'];

interface Statement {
  readonly type: string;
  readonly slot: string;
  readonly effect: string;
  readonly actions: string[];
  readonly resources: string[];
  readonly negated: boolean;
}

/** Every statement of every policy of one of everything. */
function statements(tier: EnvironmentTier, defaults: { [decision: string]: any } = {}): Statement[] {
  const stack = stackOn(tier, { defaults });
  for (const capability of Object.values(everythingIn(stack))) expectSlotsComplete(capability);
  const names = namesIn(stack);
  const found: Statement[] = [];
  const walk = (value: any, type: string, slot: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (value.Effect && (value.Action || value.NotAction)) {
      const list = (each: any) => [each ?? []].flat();
      found.push({
        type,
        slot,
        effect: value.Effect,
        actions: list(value.Action),
        // A trust policy has no resource: it says who may assume the role.
        resources: list(value.Resource).map(resource => text(resource, names)),
        negated: value.NotAction !== undefined || value.NotResource !== undefined,
      });
    }
    for (const each of Object.values(value)) walk(each, type, slot);
  };
  for (const [id, resource] of Object.entries<any>(Template.fromStack(stack).toJSON().Resources)) {
    expect([id, resource.Properties?.ManagedPolicyArns ?? []]).toEqual([id, []]);
    walk(resource.Properties, resource.Type, names.get(id)!);
  }
  return found;
}

/**
 * Whether an ARN covers a whole service, or all resources of a type: `*`, `arn:aws:sqs:eu-west-1:123456789012:*`,
 * `...:alarm:*`, `...:table/*`.
 */
const isEverything = (resource: string) => /^\*|^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+[:/])?\*/.test(resource);

const SHELLS = { 'service.execEnabled': true, 'worker.execEnabled': true };
const inAll = TIERS.flatMap(tier => [statements(tier), statements(tier, SHELLS)]).flat();
const ofRoles = inAll.filter(
  ({ type, effect, resources }) => type.startsWith('AWS::IAM::') && effect === 'Allow' && resources.length > 0,
);

test('there is enough to look at', () => {
  expect(new Set(ofRoles.map(({ slot }) => slot.split('.')[0]))).toEqual(
    new Set(['bucket', 'database', 'function', 'letters', 'network', 'open', 'secret', 'service', 'worker']),
  );
  expect(ofRoles.length).toBeGreaterThan(200);
});

test('what roles may do with everything is on the list, and the list has no more', () => {
  const found = ofRoles.filter(({ resources }) => resources.some(isEverything)).flatMap(({ actions }) => actions);
  expect([...new Set(found)].sort()).toEqual(Object.keys(ON_EVERYTHING).sort());
});

test('a shell in a task is what the platform team turned on', () => {
  const usual = TIERS.flatMap(tier => statements(tier)).flatMap(({ actions }) => actions);
  expect(usual.filter(action => action.startsWith('ssmmessages:'))).toEqual([]);
});

test('roles are permitted named actions, and nothing by the way', () => {
  expect(ofRoles.filter(({ actions, negated }) => negated || actions.some(action => action.includes('*')))).toEqual([]);
});

test('resources say "everything" of themselves only', () => {
  const ofResources = inAll.filter(
    ({ type, resources }) => !type.startsWith('AWS::IAM::') && resources.some(isEverything),
  );
  expect([...new Set(ofResources.map(({ type }) => type))].sort()).toEqual(ITSELF);
});

test('the guide has the same list', () => {
  const guide = readFileSync(join(__dirname, '../../docs/guides/bindings.md'), 'utf8');
  const [table] = /(?<=A permission on everything[^]*?\n)\|[^]*?\n(?!\|)/.exec(guide)!;
  const patterns = table
    .split('\n')
    .slice(2)
    .flatMap(row => [...(row.split('|')[1]?.matchAll(/`([^`]+)`/g) ?? [])].map(([, name]) => name));
  const matches = (known: string, action: string) => new RegExp(`^${known.replace(/[…*]/g, '\\w*')}$`).test(action);
  const actions = Object.keys(ON_EVERYTHING);
  expect(actions.filter(action => !patterns.some(pattern => matches(pattern, action)))).toEqual([]);
  expect(patterns.filter(pattern => !actions.some(action => matches(pattern, action)))).toEqual([]);
});

test('the guide names every variable', () => {
  const guide = readFileSync(join(__dirname, '../../docs/guides/bindings.md'), 'utf8');
  const row = (capability: string) =>
    guide
      .split('\n')
      .find(line => line.startsWith(`| ${capability} |`))!
      .split('|')[3];
  const suffixes = (capability: string) =>
    [...row(capability).matchAll(/`…_(\w+)`/g)].map(([, suffix]) => suffix).sort();
  expect(
    Object.fromEntries(
      ['database', 'queue', 'table', 'bucket', 'secret', 'service', 'function'].map(capability => [
        capability,
        suffixes(capability),
      ]),
    ),
  ).toEqual({
    database: ['ENGINE', 'HOST', 'NAME', 'PORT', 'READER_HOST', 'SECRET_ARN', 'USER'],
    queue: ['URL'],
    table: ['NAME'],
    bucket: ['NAME'],
    secret: ['ARN', 'MAX_AGE_SECONDS'],
    service: ['AUDIENCE', 'ISSUER', 'URL'],
    function: ['AUDIENCE', 'ISSUER', 'URL'],
  });
});
