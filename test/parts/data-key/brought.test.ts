import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { TerraformStack, Testing } from 'cdktf';
import { capabilityIds, Engine, loadCapability } from '../../../projenrc/capabilities';
import { Access } from '../../../src/binding/binding';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { STRUCTS } from '../../../src/support/structs.generated';
import { refusal } from '../../fixtures/errors';
import { ENV, stackOn } from '../../fixtures/stacks';
import { slotsIn, terraformStackOn } from '../../fixtures/terraform';
import { workbench } from '../../samples/engines';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';
const SAMPLE = 'with a key of the team';
const props = { encryptionKeyArn: KEY };
const ENGINES: Engine[] = ['aws', 'terraform'];

/** The slots that the key encrypts, of the samples with one. Terraform closes a security group without a function. */
const ENCRYPTED: { readonly [capability: string]: string[] } = {
  bucket: ['bucket'],
  database: ['cluster', 'postgresqlLogGroup', 'reader1', 'writer'],
  function: ['deadLetterQueue', 'function', 'logGroup', 'schedule'],
  insights: ['bucket', 'deliveryLogGroup', 'deliveryStream', 'undeliveredQueue', 'workGroup'],
  network: ['closingLogGroup', 'flowLogGroup'],
  queue: ['deadLetterQueue', 'queue'],
  secret: ['rotationLogGroup', 'secret'],
  service: ['firewallLogGroup', 'httpApiLogGroup', 'logGroup'],
  table: ['table'],
  topic: ['topic'],
  worker: ['logGroup'],
};

/** The slots whose resource has the key outside of policies: what it encrypts. Of Terraform's, in the words of CDK. */
function encryptedIn(slots: { readonly [slot: string]: any }): string[] {
  return Object.entries(slots)
    .filter(([slot, block]) => !/policy$/i.test(slot) && JSON.stringify(block).includes(KEY))
    .map(([slot]) => slot.replace('bucketEncryption', 'bucket'))
    .sort();
}

function slotsOf(engine: Engine, bench: ReturnType<typeof workbench>, made: any): { readonly [slot: string]: any } {
  const written = bench.written();
  if (engine === 'terraform') return slotsIn(written, made);
  return Object.fromEntries(
    made.slots.map((slot: string) => {
      const { logicalId } = made.resource(slot);
      return [slot, written.Resources[bench.stack.resolve(logicalId)].Properties];
    }),
  );
}

test('every capability that takes a key is in the table', () => {
  const takesKey = (id: string) => 'encryptionKeyArn' in STRUCTS[loadCapability(id).definition.struct];
  expect(Object.keys(ENCRYPTED).sort()).toEqual(capabilityIds().filter(takesKey).sort());
});

describe.each(ENGINES)('on %s', engine => {
  test.each(Object.entries(ENCRYPTED))('a key of the team encrypts all of a %s, and none is made', (id, slots) => {
    const bench = workbench(engine);
    const made = bench.make(id, SAMPLE);
    expect(encryptedIn(slotsOf(engine, bench, made))).toEqual(
      slots.filter(slot => engine === 'aws' || slot !== 'closingLogGroup'),
    );
    expect(made.slots.filter((slot: string) => /key$/i.test(slot))).toEqual([]);
    expect(made.resources.key ?? made.resources.logKey).toBeUndefined();
    expect(made.decisions.find(({ name }: any) => name === `${id}.broughtKey`)).toMatchObject({
      value: KEY,
      decidedBy: 'app team',
    });
  });

  test.each(['bucket', 'database', 'queue', 'secret', 'table', 'topic'])('who uses a %s may use its key', id => {
    const bench = workbench(engine);
    const access = id === 'topic' ? Access.PUBLISH : id === 'queue' ? Access.CONSUME : Access.READ;
    const { permissions } = bench.make(id, SAMPLE).bind({ consumer: 'Orders', access, uses: {} });
    const [onKey] = permissions.filter(({ resources }: any) => resources.includes(KEY));
    expect(onKey.actions).toContain('kms:Decrypt');
    expect(Object.keys(onKey.conditions.StringEquals)).toEqual(['kms:ViaService']);
  });

  test.each(['function', 'secret', 'insights'])('what a %s runs may use the key', id => {
    const bench = workbench(engine);
    const policies = Object.entries(slotsOf(engine, bench, bench.make(id, SAMPLE)));
    const naming = policies.filter(([slot, block]) => /policy$/i.test(slot) && JSON.stringify(block).includes(KEY));
    expect(naming.map(([slot]) => slot).sort()).toEqual(
      { function: ['policy', 'schedulePolicy'], secret: ['rotationRolePolicy'], insights: ['deliveryRolePolicy'] }[id],
    );
  });

  test('another key by an escape is refused where somebody uses it, and the prop is named', () => {
    const bench = workbench(engine);
    const queue = bench.make('queue', SAMPLE);
    bench.make('service', 'typical', 'Orders').uses(queue);
    const patch = Patch.property(engine === 'aws' ? 'KmsMasterKeyId' : 'kms_master_key_id', KEY.replace(/.$/, '1'));
    const { complaint } = refusal(() => queue.escape('queue', patch, { reason: 'to see it' }));
    expect(complaint.hint).toBe('Give the prop encryptionKeyArn.');
  });

  test('in development, too', () => {
    const bench = workbench(engine, EnvironmentTier.DEVELOPMENT);
    const [queue, worker] = [bench.make('queue', SAMPLE), bench.make('worker', SAMPLE, 'Other')];
    expect(encryptedIn(slotsOf(engine, bench, queue))).toEqual(['deadLetterQueue', 'queue']);
    expect(queue.decisions.find(({ name }: any) => name === 'queue.ownKey').value).toBe(true);
    expect(encryptedIn(slotsOf(engine, bench, worker))).toEqual(['logGroup']);
  });

  test('a platform team gives one key to all', () => {
    const bench = workbench(engine, undefined, { defaults: { 'queue.broughtKey': { production: KEY } } });
    const queue = bench.make('queue');
    expect(encryptedIn(slotsOf(engine, bench, queue))).toEqual(['deadLetterQueue', 'queue']);
    expect(queue.decisions.find(({ name }: any) => name === 'queue.broughtKey').decidedBy).toBe('platform team');
  });

  test.each([
    ['an alias', 'arn:aws:kms:eu-west-1:123456789012:alias/news', /^encryptionKeyArn is "arn.*alias/],
    ['no ARN', '0a1b2c3d', /^encryptionKeyArn is "0a1b2c3d"/],
  ])('%s is refused', (_, encryptionKeyArn, what) => {
    const bench = workbench(engine);
    const Queue = engine === 'aws' ? ManagedQueue : TerraformQueue;
    const before = bench.stack.node.findAll().length;
    const { complaint } = refusal(() => new (Queue as any)(bench.stack, 'News', { encryptionKeyArn }));
    expect(complaint.what).toMatch(what);
    expect(bench.stack.node.findAll()).toHaveLength(before);
  });

  test('a key of a platform team that is none is its mistake', () => {
    const bench = workbench(engine, undefined, { defaults: { 'table.broughtKey': 'alias/all' } });
    expect(refusal(() => bench.make('table')).complaint.what).toBe('broughtKey of the platform team is "alias/all".');
  });
});

describe('a key of another region is refused', () => {
  const OTHER = 'encryptionKeyArn is of eu-west-1, and this stack of us-east-1.';

  test('on AWS CDK', () => {
    const stack = stackOn(undefined, {}, new App(), 'Shop', { env: { account: '123456789012', region: 'us-east-1' } });
    expect(refusal(() => new ManagedQueue(stack, 'Jobs', props)).complaint.what).toBe(OTHER);
    expect(stack.node.tryFindChild('Jobs')).toBeUndefined();
  });

  test('on Terraform, where the path says the region', () => {
    const stack = terraformStackOn(undefined, { terraform: { region: 'us-east-1' } });
    expect(refusal(() => new TerraformQueue(stack, 'Jobs', props)).complaint.what).toBe(OTHER);
  });

  test('on Terraform, where the provider says it', () => {
    const stack = new TerraformStack(Testing.app(), 'Shop');
    new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
    expect(refusal(() => new TerraformQueue(stack, 'Jobs', props)).complaint.what).toBe(OTHER);
    expect(stack.node.children.map(({ node }) => node.id)).toEqual(['Aws']);
  });

  test('it passes where nobody knows the region yet', () => {
    expect(new ManagedQueue(stackOn(), 'Jobs', props).resources.key).toBeUndefined();
    expect(new TerraformQueue(terraformStackOn(), 'Jobs', props).resources.key).toBeUndefined();
  });
});

describe('for plain CDK', () => {
  test('the key of a construct is the brought one', () => {
    for (const id of ['bucket', 'database', 'queue', 'secret', 'table', 'topic']) {
      expect([id, workbench('aws').make(id, SAMPLE).key.keyArn]).toEqual([id, KEY]);
    }
    expect(workbench('aws').make('insights', SAMPLE).bucket.encryptionKey.keyArn).toBe(KEY);
  });

  test('a key of this app is named by a reference, and grants land in the role', () => {
    const stack = stackOn();
    const key = new kms.Key(stack, 'Key');
    const queue = new ManagedQueue(stack, 'Jobs', { encryptionKeyArn: key.keyArn });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    queue.queue.grantConsumeMessages(role);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    const arn = { 'Fn::GetAtt': [stack.getLogicalId(key.node.defaultChild as kms.CfnKey), 'Arn'] };
    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: arn });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Resource: arn })]) },
    });
  });

  test('a statement that its policy needs is said, and not added', () => {
    const stack = stackOn();
    const { key } = new ManagedQueue(stack, 'Jobs', props);
    const statement = new iam.PolicyStatement({
      actions: ['kms:GenerateDataKey'],
      resources: ['*'],
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    });
    expect(key!.addToResourcePolicy(statement).statementAdded).toBe(false);
    Annotations.fromStack(Stack.of(key!)).hasWarning('/Shop/Jobs', Match.stringLikeRegexp('events.amazonaws.com'));
  });
});

describe('what stands in this app and is no key of this region is refused', () => {
  test.each<[string, (stack: Stack) => string, RegExp]>([
    [
      'an alias',
      stack => new kms.Alias(stack, 'Alias', { aliasName: 'a', targetKey: new kms.Key(stack, 'Key') }).aliasArn,
      /encryptionKeyArn is the ARN of an alias/,
    ],
    ['an alias by its name', stack => kms.Alias.fromAliasName(stack, 'Alias', 'alias/a').keyArn, /alias/],
    ['the id of a key', stack => new kms.Key(stack, 'Key').keyId, /encryptionKeyArn is the Ref of Shop\/Key/],
    [
      'a role',
      stack => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn,
      /encryptionKeyArn is the Arn of Shop\/Role/,
    ],
    [
      'a key of another region',
      stack => {
        const env = { ...ENV, region: 'us-east-1' };
        return new kms.Key(new Stack(stack.node.root, 'Other', { env, crossRegionReferences: true }), 'Key').keyArn;
      },
      /encryptionKeyArn is of us-east-1, and this stack of eu-west-1/,
    ],
  ])('%s', (_, arn, what) => {
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'Shop', { env: ENV, crossRegionReferences: true });
    const encryptionKeyArn = arn(stack);
    expect(refusal(() => new ManagedQueue(stack, 'Jobs', { encryptionKeyArn })).complaint.what).toMatch(what);
  });

  test('a key of this region is taken', () => {
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'Shop', { env: ENV });
    const { keyArn: encryptionKeyArn } = new kms.Key(stack, 'Key');
    expect(() => new ManagedQueue(stack, 'Jobs', { encryptionKeyArn })).not.toThrow();
  });

  test.each<[string, (stack: TerraformStack) => string, RegExp | undefined]>([
    ['an alias', stack => new KmsAlias(stack, 'Alias', { targetKeyId: 'a' }).arn, /is the aws_kms_alias\.Alias\.arn/],
    ['the id of a key', stack => new KmsKey(stack, 'Key').keyId, /is the aws_kms_key\.Key\.key_id/],
    ['a key of another region', stack => new KmsKey(stack, 'Key', { region: 'us-east-1' }).arn, /is of us-east-1/],
    ['the key of an alias is taken', stack => new KmsAlias(stack, 'A', { targetKeyId: 'a' }).targetKeyArn, undefined],
    ['a key is taken', stack => new KmsKey(stack, 'Key').arn, undefined],
  ])('on Terraform, %s', (_, arn, what) => {
    const stack = terraformStackOn(EnvironmentTier.PRODUCTION, { terraform: { region: 'eu-west-1' } });
    const make = () => new TerraformQueue(stack, 'Jobs', { encryptionKeyArn: arn(stack) });
    if (what === undefined) expect(make).not.toThrow();
    else expect(refusal(make).complaint.what).toMatch(what);
  });
});
