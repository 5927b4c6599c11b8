import * as iam from 'aws-cdk-lib/aws-iam';
import { sampleNames, Workbench, workbench } from './engines';
import { capabilityIds, Engine, loadCapability } from '../../projenrc/capabilities';
import { Access } from '../../src/binding/binding';
import { Reliance, ReliedOnBy } from '../../src/binding/reliance';
import { SecretVariable } from '../../src/binding/secret-variable';
import { renderedProperties as cloudformationOf } from '../../src/engines/aws/escape';
import { renderedProperties as terraformOf } from '../../src/engines/terraform/escape';
import { Patch } from '../../src/record/patch';
import { refusal } from '../fixtures/errors';

const ENGINES: Engine[] = ['aws', 'terraform'];
const BECAUSE = { reason: 'to see it' };
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };

/** The values that an escape gives, by the last word of the path. All others get a text. */
const VALUES: { readonly [word: string]: any } = {
  VisibilityTimeout: 45,
  visibility_timeout_seconds: 45,
  maxReceiveCount: 9,
  Timeout: 7,
  timeout: 7,
  ReservedConcurrentExecutions: 77,
  reserved_concurrent_executions: 77,
  StopTimeout: 7,
  stopTimeout: 7,
  ContainerPort: 9090,
  containerPort: 9090,
  Port: 8443,
  port: 8443,
  FifoQueue: true,
  fifo_queue: true,
  FifoTopic: true,
  fifo_topic: true,
  EnableExecuteCommand: true,
  enable_execute_command: true,
  EventBridgeEnabled: false,
  eventbridge: false,
  ManageMasterUserPassword: false,
  manage_master_user_password: false,
  EnableIAMDatabaseAuthentication: false,
  iam_database_authentication_enabled: false,
  DisableExecuteApiEndpoint: true,
  disable_execute_api_endpoint: true,
  stream_enabled: false,
  PolicyDocument: DOCUMENT,
  Statement: DOCUMENT.Statement,
  policy: JSON.stringify(DOCUMENT),
  Mode: 'PassThrough',
  mode: 'PassThrough',
  ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 },
  Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/other/*'] } }],
  condition: [{ path_pattern: { values: ['/other/*'] } }],
};

/** The escapes that say it in another way than by one value at the path. */
const OTHERWISE: { readonly [path: string]: Patch } = {
  'ContainerDefinitions.Environment[Name={variable}]': Patch.remove(
    'ContainerDefinitions[Name=app].Environment[Name=USED_NAME]',
  ),
  'container_definitions.environment[name={variable}]': Patch.remove(
    'container_definitions[name=app].environment[name=USED_NAME]',
  ),
  'ContainerDefinitions.Secrets[Name={variable}]': Patch.remove('ContainerDefinitions[Name=app].Secrets[Name=FILLED]'),
  'container_definitions.secrets[name={variable}]': Patch.remove(
    'container_definitions[name=app].secrets[name=FILLED]',
  ),
  'ContainerDefinitions[0].Environment[Name={variable}]': Patch.append('ContainerDefinitions[0].Environment', {
    Name: 'FILLED',
    Value: 'other',
  }),
  'container_definitions[0].environment[name={variable}]': Patch.append('container_definitions[0].environment', {
    name: 'FILLED',
    value: 'other',
  }),
  'ContainerDefinitions[0].Secrets[Name={variable}]': Patch.property('ContainerDefinitions[0].Secrets', [
    { Name: 'USED_NAME', ValueFrom: 'other' },
  ]),
  'container_definitions[0].secrets[name={variable}]': Patch.property('container_definitions[0].secrets', [
    { name: 'USED_NAME', valueFrom: 'other' },
  ]),
  'Environment.Variables.{variable}': Patch.remove('Environment.Variables.USED_NAME'),
  'environment.variables.{variable}': Patch.remove('environment.variables.USED_NAME'),
  'users GlobalSecondaryIndexes.IndexName': Patch.append('GlobalSecondaryIndexes', {
    IndexName: 'other',
    KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
  }),
  'users global_secondary_index.name': Patch.append('global_secondary_index', {
    name: 'other',
    hash_key: 'email',
    projection_type: 'ALL',
  }),
  'GlobalSecondaryIndexes.IndexName': Patch.property('GlobalSecondaryIndexes[0].IndexName', 'other'),
  'global_secondary_index.name': Patch.property('global_secondary_index[0].name', 'other'),
  'PolicyDocument.Statement.Condition.ArnEquals': Patch.property('PolicyDocument', DOCUMENT),
  'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID': Patch.property(
    'BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID',
    'other',
  ),
  'rule.apply_server_side_encryption_by_default.kms_master_key_id': Patch.property(
    'rule[0].apply_server_side_encryption_by_default.kms_master_key_id',
    'other',
  ),
};

/** What nobody can take away before it is there; and a policy that takes the statement of a topic, whoever wrote it. */
const FOLLOWED = /\{variable\}\]?$|\.ArnEquals$/;
/** A worker uses its queue from the start. */
const RELIED_ON_BY_WORKERS = [ReliedOnBy.USED, ReliedOnBy.PERMITTED, ReliedOnBy.CONSUMED];

interface Case extends Reliance {
  readonly capability: string;
  readonly engine: Engine;
  readonly path: string;
}

const CASES: Case[] = capabilityIds().flatMap(capability =>
  ENGINES.flatMap(engine =>
    ((loadCapability(capability).definition.reliances ?? []) as Reliance[])
      .filter(({ by }) => by !== ReliedOnBy.SHIFTED || engine === 'aws')
      .map(reliance => ({
        ...reliance,
        capability,
        engine,
        slot: (engine === 'terraform' && reliance.terraformSlot) || reliance.slot,
        path: engine === 'aws' ? reliance.cloudformation : reliance.terraform,
      })),
  ),
);

/** Whether somebody relies on it from the start. */
const always = ({ by, capability }: Case) =>
  by === ReliedOnBy.ITSELF ||
  by === ReliedOnBy.SHIFTED ||
  (capability === 'worker' && RELIED_ON_BY_WORKERS.includes(by));

const titled = (cases: Case[]) =>
  cases.map(each => [each.engine, each.capability, each.slot, each.path, each] as const);

/** The role has its policy with its first permission. */
function permit(construct: any, engine: Engine): void {
  if (engine === 'terraform') construct.grant({ actions: ['sts:GetCallerIdentity'], resources: ['*'] });
  else construct.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'] }));
}

/** The construct of the first sample that has the slot, and the list that an element is changed of. */
function made({ capability, slot, engine, path }: Case): { bench: Workbench; it: any } {
  const inList = /^(VpcConfig|vpc_config|GlobalSecondaryIndexes|global_secondary_index)/.test(path);
  for (const sample of inList ? ['everything'] : sampleNames(capability)) {
    const bench = workbench(engine);
    const it = bench.make(capability, sample);
    if (slot === 'taskPolicy') permit(it, engine);
    if (it.slots.includes(slot)) return { bench, it };
  }
  throw new Error(`No sample of ${capability} has the slot '${slot}'.`);
}

function escape({ by, path, slot }: Case, it: any): void {
  const word = path.split('.').pop()!.replace(/\[.*/, '');
  // CloudFormation has the port of an instance as a text.
  const value = slot === 'instance' && path === 'Port' ? '8443' : (VALUES[word] ?? 'other');
  it.escape(slot, OTHERWISE[`${by} ${path}`] ?? OTHERWISE[path] ?? Patch.property(path, value), BECAUSE);
}

/** The resource in the slot, as it will be written. */
function rendered({ slot, engine }: Case, it: any): any {
  return engine === 'aws' ? cloudformationOf(it.resource(slot)) : terraformOf(it.resource(slot));
}

/** Somebody comes who relies on it. */
function use({ by, capability }: Case, { bench, it }: { bench: Workbench; it: any }): void {
  const make = (other: string, id: string) => bench.make(other, 'typical', id);
  const uses: { readonly [by: string]: () => void } = {
    [ReliedOnBy.ITSELF]: () => undefined,
    [ReliedOnBy.SHIFTED]: () => undefined,
    [ReliedOnBy.USERS]: () => make('service', 'User').uses(it),
    [ReliedOnBy.CONSUMERS]: () =>
      capability === 'topic'
        ? it.subscribe(make('queue', 'Subscriber'))
        : make('function', 'User').uses(it, Access.CONSUME),
    [ReliedOnBy.SENDERS]: () => make('topic', 'Sender').subscribe(it),
    [ReliedOnBy.USED]: () => it.uses(make('table', 'Used')),
    [ReliedOnBy.PERMITTED]: () => it.uses(make('table', 'Used')),
    [ReliedOnBy.REACHED]: () => it.uses(make('database', 'Used')),
    [ReliedOnBy.FILLED]: () =>
      it.uses(make('secret', 'Used'), undefined, { secretVariables: { FILLED: SecretVariable.value() } }),
    [ReliedOnBy.CONSUMED]: () => it.uses(make('queue', 'Used'), Access.CONSUME),
  };
  uses[by]();
}

function expectRefusal({ slot, path, breaks, instead }: Case, it: any, action: () => void): void {
  const { what, where, hint, page } = refusal(action).complaint;
  expect(what).toBe(`An escape changes ${path}, which more was made from: ${breaks}`);
  expect(where).toBe(`${it.node.path}, slot '${slot}'`);
  expect(hint).toBe(instead);
  expect(page).toBe('guides/escape-hatch.md');
}

test('every capability that the data or the program of others hangs on has said so', () => {
  const expected = ['bucket', 'database', 'function', 'queue', 'secret', 'service', 'table', 'topic', 'worker'];
  // Of a network others have the ids of its resources, and nothing that was made from their properties.
  expect([...new Set(CASES.map(({ capability }) => capability))]).toEqual(expect.arrayContaining(expected));
});

describe('an escape of what others rely on is refused', () => {
  test.each(titled(CASES))('after the use, on %s: %s, %s, %s', (_, __, ___, ____, each) => {
    const { bench, it } = made(each);
    use(each, { bench, it });
    const before = rendered(each, it);
    expectRefusal(each, it, () => escape(each, it));
    expect(it.escapes).toEqual([]);
    expect(rendered(each, it)).toEqual(before);
  });

  const laterUsed = CASES.filter(each => !always(each) && !FOLLOWED.test(each.path));

  test.each(titled(laterUsed))('before the use, and passes alone, on %s: %s, %s, %s', (_, __, ___, ____, each) => {
    const { bench, it } = made(each);
    const before = rendered(each, it);
    escape(each, it);
    expect(it.escapes).toHaveLength(1);
    expect(rendered(each, it)).not.toEqual(before);
    expectRefusal(each, it, () => use(each, { bench, it }));
  });
});
