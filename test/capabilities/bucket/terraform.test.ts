import { Aspects, TerraformResource, TerraformStack, Testing } from 'cdktf';
import { VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { Access, Credentials, EventSourceKind } from '../../../src/binding/binding';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { BindingError, EscapeHatchError, InvalidInputError } from '../../../src/support/errors';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { addressOf, resolvedIn, slotsIn, terraformStackOf } from '../../fixtures/terraform';

const [development, staging, production] = TIERS;
const because = { reason: 'told by a test' };
const combinations = TIERS.flatMap(tier =>
  Object.entries(VARIANTS).map(([name, props]) => [tier, name, props] as const),
);

describe('slots', () => {
  test.each(combinations)('%s, %s: every resource is one, under its name, and in `resources`', (tier, _, props) => {
    const bucket = new ManagedBucket(terraformStackOf(tier), 'Invoices', props);
    const below = bucket.node
      .findAll()
      .filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child));
    const paths = (resources: TerraformResource[]) => [...new Set(resources.map(({ node }) => node.path))].sort();
    expect(paths(bucket.slots.map(slot => bucket.resource(slot)))).toEqual(paths(below));
    expect(paths(Object.values(bucket.resources).filter(each => each !== undefined))).toEqual(paths(below));
    for (const slot of bucket.slots) {
      const { id, scope } = bucket.resource(slot).node;
      expect([scope, id]).toEqual([
        bucket,
        slot === 'bucket' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1),
      ]);
    }
    expect(bucket.escapes).toEqual([]);
  });

  test("whatever can have tags has its owner's", () => {
    const { slots } = written();
    const tagged = Object.entries(slots)
      .filter(([, { tags }]) => tags?.['goldenpath:owner'] === 'platform')
      .map(([slot]) => slot);
    expect(tagged).toEqual(['key', 'bucket', 'accessLogBucket']);
  });
});

describe('what is written', () => {
  test('nobody gets in without TLS 1.2', () => {
    const { slots, bucket } = written();
    const arn = `\${${addressOf(bucket.resources.bucket)}.arn}`;
    const everything = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] };
    expect(jsonencoded(slots.bucketPolicy.policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'TlsOnly', ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { Sid: 'RecentTlsOnly', ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
      ],
    });
  });

  test('its access logs, and no others, may be delivered, once that is allowed', () => {
    const { slots, bucket } = written();
    const { bucket: own, accessLogBucket, accessLogBucketPolicy } = bucket.resources;
    expect(jsonencoded(slots.accessLogBucketPolicy.policy).Statement[0]).toMatchObject({
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Resource: `\${${addressOf(accessLogBucket!)}.arn}/*`,
      Condition: { ArnLike: { 'aws:SourceArn': `\${${addressOf(own)}.arn}` } },
    });
    expect(slots.bucketLogging).toMatchObject({
      bucket: `\${${addressOf(own)}.id}`,
      target_bucket: `\${${addressOf(accessLogBucket!)}.id}`,
      depends_on: [addressOf(accessLogBucketPolicy!)],
    });
  });

  test('objects can be locked without the bucket being replaced, after versions are on', () => {
    const { slots, bucket } = written();
    expect(slots.bucket).not.toHaveProperty('object_lock_enabled');
    expect(slots.bucketObjectLock).toMatchObject({
      object_lock_enabled: 'Enabled',
      depends_on: [addressOf(bucket.resources.bucketVersioning)],
    });
    expect(slots.bucketObjectLock).not.toHaveProperty('rule');
    expect(written({}, production, { defaults: { 'bucket.lockDays': 30 } }).slots.bucketObjectLock.rule).toEqual({
      default_retention: { days: 30, mode: 'GOVERNANCE' },
    });
  });

  test('the rules for objects', () => {
    expect(written().slots.bucketLifecycle.rule).toEqual([
      {
        id: 'all',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        expiration: [{ expired_object_delete_marker: true }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        transition: [{ storage_class: 'INTELLIGENT_TIERING', days: 30 }],
      },
    ]);
    expect(written(VARIANTS.expiring).slots.bucketLifecycle.rule.slice(1)).toEqual([
      { id: 'prefix-1', status: 'Enabled', filter: [{ prefix: 'tmp/' }], expiration: [{ days: 1 }] },
      { id: 'prefix-2', status: 'Enabled', filter: [{ prefix: 'exports/' }], expiration: [{ days: 7 }] },
    ]);
  });
});

describe('what is kept', () => {
  const kept = (slots: any) =>
    ['bucket', 'accessLogBucket', 'key'].map(
      slot => slots[slot] && [slots[slot].lifecycle?.prevent_destroy, slots[slot].force_destroy],
    );

  test('no plan destroys what is to be retained, and nothing in it', () => {
    for (const tier of [staging, production]) {
      expect(kept(written({}, tier).slots)).toEqual([
        [true, false],
        [true, false],
        [true, undefined],
      ]);
    }
  });

  test('in development it is emptied and goes', () => {
    expect(kept(written({}, development).slots)).toEqual([[undefined, true], undefined, undefined]);
    expect(
      kept(written({}, development, { defaults: { 'bucket.accessLogs': true, 'bucket.ownKey': true } }).slots),
    ).toEqual([
      [undefined, true],
      [undefined, true],
      [undefined, undefined],
    ]);
  });
});

describe('a consumer', () => {
  const request = (access?: Access) => ({
    access,
    credentials: Credentials.SECRET,
    userName: 'app',
    consumer: 'Shop/Orders',
  });

  test('gets this bucket, and its key through S3 alone', () => {
    const stack = terraformStackOf();
    const bucket = new ManagedBucket(stack, 'Invoices');
    const { bucket: own, key } = bucket.resources;
    const arn = `\${${addressOf(own)}.arn}`;
    expect(resolvedIn(stack, bucket.bind(request()))).toEqual({
      capability: 'bucket',
      resource: 'Shop/Invoices',
      access: Access.READ_WRITE,
      environmentPrefix: 'INVOICES',
      environment: { NAME: `\${${addressOf(own)}.bucket}` },
      permissions: [
        { actions: ['s3:GetObject'], resources: [`${arn}/*`] },
        { actions: ['s3:ListBucket'], resources: [arn] },
        { actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], resources: [`${arn}/*`] },
        {
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [`\${${addressOf(key!)}.arn}`],
          conditions: { StringEquals: { 'kms:ViaService': 's3.${data.aws_region.Region.region}.amazonaws.com' } },
        },
      ],
      ports: [],
    });
    expect(resolvedIn(stack, bucket.bind(request(Access.CONSUME)).events)).toEqual({
      kind: EventSourceKind.BUCKET,
      arn,
      name: `\${${addressOf(own)}.bucket}`,
    });
    expect(() => bucket.bind(request(Access.PUBLISH))).toThrow(BindingError);
  });

  test('changes nothing in the stack of the bucket', () => {
    const configuration = (bind: boolean) => {
      const stack = terraformStackOf();
      const bucket = new ManagedBucket(stack, 'Invoices');
      if (bind) bucket.bind(request());
      return Testing.synth(stack);
    };
    expect(configuration(true)).toEqual(configuration(false));
  });

  test('of a bucket that was made elsewhere', () => {
    const stack = terraformStackOf();
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b';
    const bound = (bucket: any) => resolvedIn(stack, bucket.bind(request(Access.READ)));
    expect(bound(ManagedBucket.fromBucketName(stack, 'ByName', 'acme-invoices'))).toMatchObject({
      environment: { NAME: 'acme-invoices' },
      permissions: [{ resources: ['arn:${data.aws_partition.Partition.partition}:s3:::acme-invoices/*'] }, {}],
    });
    expect(bound(ManagedBucket.fromBucketArn(stack, 'ByArn', 'arn:aws:s3:::acme-invoices')).environment).toEqual({
      NAME: 'acme-invoices',
    });
    expect(
      bound(ManagedBucket.fromBucketArn(stack, 'ByToken', new ManagedBucket(stack, 'Own').bucketArn)).environment.NAME,
    ).toMatch(/^\$\{element\(split\(":", aws_s3_bucket\..+\.arn\), 5\)\}$/);
    expect(
      bound(ManagedBucket.fromBucketAttributes(stack, 'ByAll', { bucketName: 'acme-invoices', keyArn: key }))
        .permissions[2],
    ).toEqual({
      actions: ['kms:Decrypt'],
      resources: [key],
      conditions: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
    });
    expect(() => ManagedBucket.fromBucketAttributes(stack, 'None', {})).toThrow(InvalidInputError);
  });
});

describe('the escape hatch', () => {
  test('reaches a rule, and any slot', () => {
    const stack = terraformStackOf();
    const bucket = new ManagedBucket(stack, 'Invoices');
    bucket.escape(
      'bucketLifecycle',
      Patch.property('rule[id=all].noncurrent_version_expiration[0].newer_noncurrent_versions', 5),
      because,
    );
    bucket.escape('bucketNotification', Patch.property('eventbridge', false), because);
    const slots = slotsIn(JSON.parse(Testing.synth(stack)), bucket);
    expect(slots.bucketLifecycle.rule[0].noncurrent_version_expiration).toEqual([
      { noncurrent_days: 90, newer_noncurrent_versions: 5 },
    ]);
    expect(slots.bucketNotification.eventbridge).toBe(false);
    expect(bucket.escapes.map(({ slot, kind }) => [slot, kind])).toEqual([
      ['bucketLifecycle', EscapeKind.PATCH],
      ['bucketNotification', EscapeKind.PATCH],
    ]);
  });

  test('refuses what is not there', () => {
    const bucket = new ManagedBucket(terraformStackOf(), 'Invoices');
    expect(() => bucket.escape('bucketVersions', Patch.property('bucket', 'x'), because)).toThrow(
      /Did you mean 'bucketVersioning'/,
    );
    expect(() => bucket.escape('bucket', Patch.property('forcedestroy', true), because)).toThrow(EscapeHatchError);
  });

  test('what nobody recorded is found', () => {
    const stack = terraformStackOf();
    const bucket = new ManagedBucket(stack, 'Invoices');
    Aspects.of(stack).add({
      visit: node => {
        if (node === bucket.resources.bucketNotification) bucket.resources.bucketNotification.eventbridge = false;
      },
    });
    Testing.synth(stack, true);
    expect(bucket.escapes).toEqual([
      { slot: 'bucketNotification', kind: EscapeKind.UNRECORDED, properties: ['eventbridge'] },
    ]);
  });

  test('a bucket that stands elsewhere in the state is moved', () => {
    const stack = terraformStackOf();
    new ManagedBucket(stack, 'Invoices').movedFrom('bucket', 'aws_s3_bucket.legacy');
    expect(Testing.synth(stack)).toContain('aws_s3_bucket.legacy');
  });
});

test('wrong input is refused, and nothing is half-made', () => {
  const stack = new TerraformStack(Testing.app(), 'Shop');
  expect(() => new ManagedBucket(stack, 'Invoices', { expireAfterDays: 0 })).toThrow(/expireAfterDays is 0/);
  expect(stack.node.children).toEqual([]);
});
