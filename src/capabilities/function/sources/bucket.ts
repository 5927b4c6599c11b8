import { checkResource } from './check';
import { AskedSource } from './source';
import { EventSourceKind, IBindable } from '../../../binding/binding';
import { isGiven, refusal } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { PAGE } from '../page';

/** In bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST_KEY = 1024;
/** Of the 4096 of a pattern. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const LONGEST_KEYS = 3900;

/** The objects of a bucket that a function is told of. */
export interface BucketSourceOptions {
  /**
   * The start of their keys.
   *
   * @default - any
   */
  readonly prefix?: string;
  /**
   * The end of their keys.
   *
   * @default - any
   */
  readonly suffix?: string;
  /**
   * The start of the names of the environment variables.
   *
   * @default - the id of the bucket, in upper snake case
   */
  readonly environmentPrefix?: string;
}

/** A bucket whose events EventBridge passes on to a function. */
export interface BucketSource {
  readonly kind: 'bucket';
  /** In lower camel case: `photos`. */
  readonly name: string;
  /** The construct path of the bucket. */
  readonly path: string;
  /** The pattern of EventBridge for its events. */
  readonly pattern: object;
}

/** The objects of a bucket, as a team asks for them. */
export function bucketSource(bucket: IBindable, options: BucketSourceOptions): AskedSource<BucketSource> {
  checkResource('bucket', bucket, 'BucketSourceOptions', options);
  checkKeys(options);
  return {
    kind: 'bucket',
    decide: () => ({
      join: joining => {
        const { binding, events } = joining.consume(bucket, EventSourceKind.BUCKET, options.environmentPrefix);
        const pattern = objectsCreated(events.name, options);
        return { kind: 'bucket', name: joining.nameOf(bucket), path: binding.resource, pattern };
      },
    }),
  };
}

/** Refuses parts of keys that no object of S3 has. */
function checkKeys({ prefix, suffix }: BucketSourceOptions): void {
  const refuse = refusal('EventSource.bucket', PAGE);
  for (const [name, part] of Object.entries({ prefix, suffix })) {
    if (!isGiven(part) || isToken(part) || Buffer.byteLength(part!) <= LONGEST_KEY) continue;
    refuse(`${name} has ${Buffer.byteLength(part!)} bytes.`, `A key of S3 has ${LONGEST_KEY} at most.`);
  }
  const { length } = JSON.stringify(keysLike({ prefix, suffix }));
  if (length > LONGEST_KEYS) {
    refuse(`prefix and suffix make a pattern of ${length} characters.`, `Give less than ${LONGEST_KEYS} together.`);
  }
}

/** The event of an object that was created in a bucket. */
function objectsCreated(bucket: string, options: BucketSourceOptions): object {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [bucket] }, ...keysLike(options) },
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
function keysLike(options: BucketSourceOptions): object {
  const prefix = options.prefix ?? undefined;
  const suffix = options.suffix ?? undefined;
  if (prefix === undefined && suffix === undefined) return {};
  if (prefix === undefined) return { object: { key: [{ suffix }] } };
  if (suffix === undefined) return { object: { key: [{ prefix }] } };
  const literal = (text: string) => text.replace(/[*\\]/g, '\\$&');
  return { object: { key: [{ wildcard: `${literal(prefix)}*${literal(suffix)}` }] } };
}
