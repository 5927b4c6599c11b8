import { PAGE } from './check';
import { accessIn } from '../../binding/access';
import {
  Access,
  Binding,
  BindingPermission,
  BindingRequest,
  environmentPrefixOf,
  EventSourceKind,
  IBindable,
} from '../../binding/binding';
import { BindingError } from '../../support/errors';
import { refusal } from '../../support/input';

/** A bucket that consumers can use: a ManagedBucket, or one that was made elsewhere. */
export interface IBucket extends IBindable {
  /** Its name. */
  readonly bucketName: string;
  /** Its ARN. */
  readonly bucketArn: string;
}

/** A bucket as a binding knows it, made here or elsewhere. */
export interface BucketAddress {
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly name: string;
  readonly keyArn?: string;
  /** The conditions under which a consumer may use the key. */
  readonly keyConditions: { readonly [operator: string]: any };
  /** Whether it is known not to tell EventBridge of its objects. */
  readonly silent?: boolean;
}

// No consumer may read or delete old versions: so what it overwrites or deletes can be brought back, by whoever repairs
// the mistake. With s3:ListBucket, an object that is not there is "not found" instead of "access denied".
const READ = { objects: ['s3:GetObject'], bucket: ['s3:ListBucket'] };
// A program that stops in the middle of an upload can end it. Writing needs no reading, and no list of objects.
const WRITE = { objects: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], bucket: [] };

// S3 decrypts the parts of a large object before it puts them together:
// https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key
const READ_KEY = ['kms:Decrypt'];
const WRITE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Turns a request into what the consumer gets. Nothing is made, and nothing of the bucket is touched. */
export function bindingTo(bucket: BucketAddress, request: BindingRequest): Binding {
  const access = accessIn(request, Access.READ_WRITE, bucket.path);
  const refuse = refusal(`${request.consumer} uses ${bucket.path}`, PAGE, BindingError);
  if (access === Access.PUBLISH) {
    refuse('A bucket takes objects, not messages.', 'Give Access.WRITE to put objects into it.');
  }
  const events = access === Access.CONSUME;
  if (events && bucket.silent) {
    refuse(
      'This bucket tells nobody of its objects.',
      "Leave the decision 'bucket.eventBridge' on, as the path has it.",
    );
  }
  const reads = access !== Access.WRITE;
  const writes = access === Access.WRITE || access === Access.READ_WRITE;
  return {
    capability: 'bucket',
    resource: bucket.path,
    access,
    environmentPrefix: environmentPrefixOf(bucket.id),
    environment: { NAME: bucket.name },
    permissions: [
      ...(reads ? onBucket(bucket, READ) : []),
      ...(writes ? onBucket(bucket, WRITE) : []),
      ...onKey(bucket, writes ? WRITE_KEY : READ_KEY),
    ],
    ports: [],
    ...(events ? { events: { kind: EventSourceKind.BUCKET, arn: bucket.arn, name: bucket.name } } : {}),
  };
}

function onBucket({ arn }: BucketAddress, actions: { objects: string[]; bucket: string[] }): BindingPermission[] {
  const objects = { actions: actions.objects, resources: [`${arn}/*`] };
  return actions.bucket.length > 0 ? [objects, { actions: actions.bucket, resources: [arn] }] : [objects];
}

function onKey({ keyArn, keyConditions }: BucketAddress, actions: string[]): BindingPermission[] {
  return keyArn ? [{ actions, resources: [keyArn], conditions: keyConditions }] : [];
}
