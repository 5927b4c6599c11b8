import { Token } from 'aws-cdk-lib';
import { TerraformResource } from 'cdktf';
import { bucketIn } from './fixture';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { BucketCorsMethod } from '../../../src/capabilities/bucket/props';
import { ManagedBucket as TerraformBucket } from '../../../src/capabilities/bucket/terraform';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOf } from '../../fixtures/terraform';

const site = { allowedOrigins: ['https://shop.acme.com'], allowedMethods: [BucketCorsMethod.GET] };

test.each<[any, RegExp]>([
  [{ versioned: 'yes' }, /versioned is "yes"/],
  [{ expireAfterDays: 0 }, /expireAfterDays is 0[^]*1 or more/],
  [{ expireAfterDays: 1.5 }, /expireAfterDays is 1.5/],
  [{ expireAfterDays: '30' }, /expireAfterDays is "30"/],
  [{ expireAfterDays: 40_000 }, /from 1 to 36500/],
  [{ expireAfterDays: Token.asNumber({ Ref: 'Days' }) }, /known at synth/],
  [{ lifecycle: { prefix: 'a' } }, /lifecycle is {"prefix":"a"}[^]*Give a list/],
  [{ lifecycle: ['a'] }, /lifecycle\[0\] is "a"[^]*any of prefix, expireAfterDays/],
  [{ lifecycle: Token.asString({ Ref: 'Rules' }) }, /lifecycle is [^]*Give a list/],
  [{ lifecycle: [{ prefix: '', expireAfterDays: 1 }] }, /lifecycle\[0\].prefix is ""[^]*expireAfterDays of the bucket/],
  [{ lifecycle: [{ prefix: 'a/', expireAfterDays: 0 }] }, /lifecycle\[0\].expireAfterDays is 0/],
  [{ lifecycle: [{ prefix: 'x'.repeat(1025), expireAfterDays: 1 }] }, /at most 1024 bytes/],
  [
    {
      lifecycle: [
        { prefix: 'a/', expireAfterDays: 1 },
        { prefix: 'a/', expireAfterDays: 2 },
      ],
    },
    /two rules for 'a\/'/,
  ],
  [
    { expireAfterDays: 30, lifecycle: [{ prefix: 'keep/', expireAfterDays: 90 }] },
    /keeps 'keep\/' for 90 days, and every object expires after 30/,
  ],
  [{ lifecycle: Array.from({ length: 1000 }, (_, i) => ({ prefix: `${i}`, expireAfterDays: 1 })) }, /at most 999/],
  [{ cors: site }, /cors is {.*}[^]*Give a list/],
  [{ cors: Token.asList({ Ref: 'Rules' }) }, /cors\[0\] is [^]*Give an object/],
  [{ cors: [{ ...site, allowedOrigins: [] }] }, /allowedOrigins is \[\]/],
  [{ cors: [{ ...site, allowedOrigins: ['https://shop.acme.com/'] }] }, /without a path or a slash at the end/],
  [{ cors: [{ ...site, allowedOrigins: ['shop.acme.com'] }] }, /a scheme and a host/],
  [{ cors: [{ ...site, allowedOrigins: ['https://*.*.com'] }] }, /One \*/],
  [
    { cors: [{ ...site, allowedMethods: ['PATCH'] }] },
    /cors\[0\].allowedMethods\[0\] is "PATCH"[^]*one of "GET", "HEAD", "PUT", "POST", "DELETE"/,
  ],
  [{ cors: [{ ...site, allowedMethods: [] }] }, /allowedMethods is \[\][^]*some of GET, HEAD, PUT, POST, DELETE/],
  [
    { cors: [{ ...site, allowedMethods: Token.asList({ Ref: 'Methods' }) }] },
    /allowedMethods\[0\] is [^]*one of "GET"/,
  ],
  [{ cors: [{ ...site, allowedHeaders: 'x' }] }, /allowedHeaders is "x"/],
  [{ cors: [{ ...site, maxAgeSeconds: -1 }] }, /from 0 to 86400/],
  [{ cors: Array.from({ length: 101 }, () => site) }, /at most 100/],
  [null, /The props are null[^]*any of versioned, expireAfterDays/],
  ['30', /The props are "30"/],
  [{ expireAfterDay: 30 }, /'expireAfterDay' is not a name in the props[^]*Did you mean 'expireAfterDays'/],
  [{ lifecycle: [{ prefx: 'a/', expireAfterDays: 1 }] }, /'prefx' is not a name in lifecycle\[0\][^]*mean 'prefix'/],
  [{ cors: [{ ...site, maxAge: 1 }] }, /'maxAge' is not a name in cors\[0\][^]*mean 'maxAgeSeconds'/],
])('%j is refused, on both engines, and leaves the tree as it was', (props, message) => {
  const [stack, terraform] = [stackOn(), terraformStackOf()];
  for (const make of [() => bucketIn(stack, props), () => new TerraformBucket(terraform, 'Invoices', props)]) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Shop/Invoices');
  }
  expect(stack.node.tryFindChild('Invoices')).toBeUndefined();
  expect(terraform.node.tryFindChild('Invoices')).toBeUndefined();
  expect(terraform.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
  // The id can be used again.
  expect(() => bucketIn(stack)).not.toThrow();
  expect(() => new TerraformBucket(terraform, 'Invoices')).not.toThrow();
});

test.each([
  {
    cors: [
      {
        ...site,
        allowedOrigins: [
          '*',
          'https://*.acme.com',
          'http://localhost:3000',
          'app://local',
          Token.asString({ Ref: 'Site' }),
        ],
      },
    ],
  },
  { versioned: null, expireAfterDays: null, lifecycle: null, cors: null },
])('%j is taken', (props: any) => {
  expect(() => bucketIn(stackOn(), props)).not.toThrow();
});

test('what a platform team gives everybody is checked as well', () => {
  const path = (defaults: object) => stackOn(undefined, { defaults } as any);
  expect(() => bucketIn(path({ 'bucket.cors': [{ allowedOrigins: ['shop'], allowedMethods: ['GET'] }] }))).toThrow(
    /a scheme and a host/,
  );
  expect(() => bucketIn(path({ 'bucket.lifecycle': [{ prefx: 'tmp/' }] }))).toThrow(/'prefx'[^]*mean 'prefix'/);
  expect(() =>
    bucketIn(path({ 'bucket.expireAfterDays': 5 }), { lifecycle: [{ prefix: 'a/', expireAfterDays: 9 }] }),
  ).toThrow(/every object expires after 5/);
});

test.each<[any, RegExp]>([
  [{}, /Neither bucketName nor bucketArn/],
  [{ bucketName: 'Upper' }, /lower case/],
  [{ bucketName: 'ab' }, /3 to 63/],
  [{ bucketArn: 'invoices' }, /arn:aws:s3:::name/],
  [{ bucketArn: 'arn:aws:s3:::invoices/*' }, /not of its objects/],
  [{ bucketName: 'one', bucketArn: 'arn:aws:s3:::two' }, /Give one of them/],
  [{ bucketName: 'invoices', keyArn: 'alias/invoices' }, /not of an alias/],
  [null, /attributes is null[^]*any of bucketName, bucketArn, keyArn/],
  [{ bucketName: 7 }, /attributes.bucketName is 7/],
  [{ name: 'invoices' }, /'name' is not a name in attributes[^]*There are: bucketName, bucketArn, keyArn/],
  [{ bucketName: null, bucketArn: null }, /Neither bucketName nor bucketArn/],
])('a bucket made elsewhere with %j is refused, and leaves the tree as it was', (attributes, message) => {
  const [stack, terraform] = [stackOn(), terraformStackOf()];
  for (const make of [
    () => ManagedBucket.fromBucketAttributes(stack, 'Legacy', attributes),
    () => TerraformBucket.fromBucketAttributes(terraform, 'Legacy', attributes),
  ]) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Shop/Legacy');
  }
  expect(() => ManagedBucket.fromBucketName(stack, 'Legacy', 'acme-invoices')).not.toThrow();
  expect(() => TerraformBucket.fromBucketName(terraform, 'Legacy', 'acme-invoices')).not.toThrow();
});

test('what other languages call nothing was left out', () => {
  const attributes: any = { bucketName: 'acme-invoices', bucketArn: null, keyArn: null };
  expect(ManagedBucket.fromBucketAttributes(stackOn(), 'Legacy', attributes).bucketName).toBe('acme-invoices');
  expect(TerraformBucket.fromBucketAttributes(terraformStackOf(), 'Legacy', attributes).bucketName).toBe(
    'acme-invoices',
  );
});
