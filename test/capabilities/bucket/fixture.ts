import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { BucketCorsMethod, ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

/** One of each thing that a team may ask for. */
export const VARIANTS: { [name: string]: ManagedBucketProps } = {
  'as it comes': {},
  'without versions': { versioned: false },
  expiring: {
    expireAfterDays: 90,
    lifecycle: [
      { prefix: 'tmp/', expireAfterDays: 1 },
      { prefix: 'exports/', expireAfterDays: 7 },
    ],
  },
  'called by websites': {
    cors: [
      {
        allowedOrigins: ['https://shop.acme.com'],
        allowedMethods: [BucketCorsMethod.GET, BucketCorsMethod.PUT],
        allowedHeaders: ['content-type'],
        exposedHeaders: ['etag'],
        maxAgeSeconds: 3600,
      },
    ],
  },
};

export function bucketIn(stack: Stack, props: ManagedBucketProps = {}, id = 'Invoices'): ManagedBucket {
  return new ManagedBucket(stack, id, props);
}

/** A bucket in a stack of its own, to which more may come. */
export function made(props: ManagedBucketProps = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = stackOn(tier, path);
  const bucket = bucketIn(stack, props);
  return { stack, bucket, idOf: (slot: string): string => stack.resolve(bucket.resource(slot).logicalId) };
}

/** A bucket in a stack of its own, with its template. */
export function rendered(props: ManagedBucketProps = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const { stack, bucket, idOf } = made(props, tier, path);
  const template = Template.fromStack(stack);
  const whole = (slot: string) => template.toJSON().Resources[idOf(slot)];
  return { stack, bucket, template, idOf, whole, slot: (name: string) => whole(name).Properties };
}
