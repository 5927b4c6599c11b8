import { Token } from 'aws-cdk-lib';
import { bucketIn } from './fixture';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { BucketCorsMethod } from '../../../src/capabilities/bucket/props';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';

const site = { allowedOrigins: ['https://shop.acme.com'], allowedMethods: [BucketCorsMethod.GET] };

test.each<[any, RegExp]>([
  [{ versioned: 'yes' }, /versioned is "yes"/],
  [{ expireAfterDays: 0 }, /expireAfterDays is 0[^]*1 or more/],
  [{ expireAfterDays: 1.5 }, /expireAfterDays is 1.5/],
  [{ expireAfterDays: '30' }, /expireAfterDays is "30"/],
  [{ expireAfterDays: 40_000 }, /from 1 to 36500/],
  [{ expireAfterDays: Token.asNumber({ Ref: 'Days' }) }, /known at synth/],
  [{ lifecycle: { prefix: 'a' } }, /no list of rules/],
  [{ lifecycle: ['a'] }, /no list of rules/],
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
  [{ cors: site }, /no list of rules/],
  [{ cors: [{ ...site, allowedOrigins: [] }] }, /allowedOrigins is \[\]/],
  [{ cors: [{ ...site, allowedOrigins: ['https://shop.acme.com/'] }] }, /without a path or a slash at the end/],
  [{ cors: [{ ...site, allowedOrigins: ['shop.acme.com'] }] }, /a scheme and a host/],
  [{ cors: [{ ...site, allowedOrigins: ['https://*.*.com'] }] }, /One \*/],
  [{ cors: [{ ...site, allowedMethods: ['PATCH'] }] }, /some of GET, HEAD, PUT, POST, DELETE/],
  [{ cors: [{ ...site, allowedHeaders: 'x' }] }, /allowedHeaders is "x"/],
  [{ cors: [{ ...site, maxAgeSeconds: -1 }] }, /from 0 to 86400/],
  [{ cors: Array.from({ length: 101 }, () => site) }, /at most 100/],
])('%j is refused', (props, message) => {
  const stack = stackOn();
  const error = refusal(() => bucketIn(stack, props));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toMatch(message);
  expect(error.complaint.where).toBe('Shop/Invoices');
  // Nothing is half-made.
  expect(stack.node.findChild('Invoices').node.findAll()).toHaveLength(1);
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
])('a bucket made elsewhere with %j is refused', (attributes, message) => {
  expect(() => ManagedBucket.fromBucketAttributes(stackOn(), 'Legacy', attributes)).toThrow(message);
  expect(() => ManagedBucket.fromBucketAttributes(stackOn(), 'Legacy', attributes)).toThrow(InvalidInputError);
});
