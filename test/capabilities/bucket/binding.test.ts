import { App, CfnOutput, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketIn } from './fixture';
import { Access, Binding, Credentials, EventSourceKind } from '../../../src/binding/binding';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { IBucket } from '../../../src/capabilities/bucket/binding';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { ENV, stackOn } from '../../fixtures/stacks';

const request = (access?: Access) => ({
  access,
  credentials: Credentials.SECRET,
  userName: 'app',
  consumer: 'Shop/Orders',
});

function bound(bucket: IBucket, access?: Access): Binding {
  return Stack.of(bucket).resolve(bucket.bind(request(access)));
}

const ARN = { 'Fn::GetAtt': ['InvoicesF0222E8D', 'Arn'] };
const OBJECTS = { 'Fn::Join': ['', [ARN, '/*']] };
const throughS3 = {
  StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
};
const onKey = (...actions: string[]) => ({
  actions,
  resources: [{ 'Fn::GetAtt': ['InvoicesKeyE2F1979B', 'Arn'] }],
  conditions: throughS3,
});
const READ = [
  { actions: ['s3:GetObject'], resources: [OBJECTS] },
  { actions: ['s3:ListBucket'], resources: [ARN] },
];
const WRITE = [{ actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], resources: [OBJECTS] }];

test.each([
  [Access.READ, [...READ, onKey('kms:Decrypt')]],
  [Access.WRITE, [...WRITE, onKey('kms:Decrypt', 'kms:GenerateDataKey')]],
  [Access.READ_WRITE, [...READ, ...WRITE, onKey('kms:Decrypt', 'kms:GenerateDataKey')]],
  [undefined, [...READ, ...WRITE, onKey('kms:Decrypt', 'kms:GenerateDataKey')]],
])('%s: exactly these actions, on this bucket and its key', (access, permissions) => {
  expect(bound(bucketIn(stackOn()), access)).toEqual({
    capability: 'bucket',
    resource: 'Shop/Invoices',
    access: access ?? Access.READ_WRITE,
    environmentPrefix: 'INVOICES',
    environment: { NAME: { Ref: 'InvoicesF0222E8D' } },
    permissions,
    ports: [],
  });
});

test('who consumes reads, and is started by events', () => {
  expect(bound(bucketIn(stackOn()), Access.CONSUME)).toEqual({
    ...bound(bucketIn(stackOn()), Access.READ),
    access: Access.CONSUME,
    events: { kind: EventSourceKind.BUCKET, arn: ARN, name: { Ref: 'InvoicesF0222E8D' } },
  });
});

test('without a key there is no permission on one', () => {
  expect(bound(bucketIn(stackOn(EnvironmentTier.DEVELOPMENT))).permissions).toEqual([...READ, ...WRITE]);
});

test('a bucket takes no messages', () => {
  const error = refusal(() => bucketIn(stackOn()).bind(request(Access.PUBLISH)));
  expect(error).toBeInstanceOf(BindingError);
  expect(error.complaint).toMatchObject({
    where: 'Shop/Orders uses Shop/Invoices',
    hint: expect.stringContaining('Access.WRITE'),
  });
});

test('who would wait for events that nobody sends is told', () => {
  const silent = bucketIn(stackOn(undefined, { defaults: { 'bucket.eventBridge': false } }));
  expect(() => silent.bind(request(Access.CONSUME))).toThrow(/tells nobody of its objects[^]*bucket.eventBridge/);
  expect(() => silent.bind(request(Access.READ))).not.toThrow();
});

test('binding changes nothing in the stack of the bucket', () => {
  const templateOf = (...accesses: Access[]) => {
    const stack = stackOn();
    const bucket = bucketIn(stack);
    accesses.forEach(access => bucket.bind(request(access)));
    return Template.fromStack(stack).toJSON();
  };
  expect(templateOf(Access.READ, Access.WRITE, Access.READ_WRITE, Access.CONSUME)).toEqual(templateOf());
});

test('in another stack the values arrive, and nothing points back', () => {
  const app = new App();
  const bucket = bucketIn(stackOn(undefined, {}, app, 'Data'));
  const shop = new Stack(app, 'Other');
  const { environment, permissions } = bucket.bind(request());
  [...Object.values(environment), ...permissions.flatMap(({ resources }) => resources)].forEach(
    (value, i) => new CfnOutput(shop, `Out${i}`, { value }),
  );
  app.synth();
  expect(shop.dependencies.map(({ stackName }) => stackName)).toEqual(['Data']);
  expect(Stack.of(bucket).dependencies).toEqual([]);
});

test('a service uses it', () => {
  const app = new App();
  const bucket = bucketIn(stackOn(undefined, {}, app, 'Data'));
  const shop = stackOn(undefined, {}, app, 'Services', { env: ENV });
  serviceIn(shop)
    .uses(ManagedBucket.fromBucketName(shop, 'Legacy', 'acme-legacy'), Access.READ)
    .uses(bucketIn(shop, {}, 'Exports'), Access.WRITE);
  const template = JSON.stringify(Template.fromStack(shop).toJSON());
  expect(template).toContain('"Name":"LEGACY_NAME","Value":"acme-legacy"');
  expect(template).toContain('EXPORTS_NAME');
  expect(template).toContain(':s3:::acme-legacy/*');
  expect(Stack.of(bucket).dependencies).toEqual([]);
});

describe('a bucket that was made elsewhere', () => {
  const stack = () => new Stack(new App(), 'Legacy', { env: ENV });
  const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b';

  test('by name', () => {
    expect(bound(ManagedBucket.fromBucketName(stack(), 'Invoices', 'acme-invoices'), Access.READ)).toMatchObject({
      environment: { NAME: 'acme-invoices' },
      permissions: [
        { resources: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::acme-invoices/*']] }] },
        { resources: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::acme-invoices']] }] },
      ],
    });
  });

  test('by ARN, known or not', () => {
    expect(
      bound(ManagedBucket.fromBucketArn(stack(), 'Invoices', 'arn:aws:s3:::acme-invoices'), Access.READ),
    ).toMatchObject({
      environment: { NAME: 'acme-invoices' },
      permissions: [{ resources: ['arn:aws:s3:::acme-invoices/*'] }, {}],
    });
    const later = bound(
      ManagedBucket.fromBucketArn(stack(), 'Invoices', Token.asString({ 'Fn::ImportValue': 'Arn' })),
      Access.READ,
    );
    expect(later.environment.NAME).toEqual({ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::ImportValue': 'Arn' }] }] });
  });

  test('with its key, in the region of the key', () => {
    const { permissions } = bound(
      ManagedBucket.fromBucketAttributes(stack(), 'Invoices', { bucketName: 'acme-invoices', keyArn: KEY }),
      Access.WRITE,
    );
    expect(permissions[1]).toEqual({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [KEY],
      conditions: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
    });
  });

  test('of the AWS CDK, with the key that it has', () => {
    const scope = stack();
    const plain = new s3.Bucket(scope, 'Plain', { encryption: s3.BucketEncryption.KMS });
    const binding = bound(ManagedBucket.fromBucket(scope, 'Invoices', plain), Access.READ);
    expect(binding).toMatchObject({
      resource: 'Legacy/Invoices',
      environment: { NAME: scope.resolve(plain.bucketName) },
      permissions: [
        { resources: [{ 'Fn::Join': ['', [scope.resolve(plain.bucketArn), '/*']] }] },
        { resources: [scope.resolve(plain.bucketArn)] },
        { actions: ['kms:Decrypt'], resources: [scope.resolve(plain.encryptionKey!.keyArn)] },
      ],
    });
    expect(
      bound(ManagedBucket.fromBucket(scope, 'Imported', s3.Bucket.fromBucketName(scope, 'Import', 'acme')), Access.READ)
        .permissions,
    ).toHaveLength(2);
  });

  test('makes no resources', () => {
    const scope = stack();
    ManagedBucket.fromBucketName(scope, 'Invoices', 'acme-invoices').bind(request());
    expect(Template.fromStack(scope).toJSON().Resources).toBeUndefined();
  });
});
