import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BucketAttributes } from './attributes';
import { renderBucket } from './aws/render';
import { ManagedBucketResources } from './aws/resources';
import { BucketView } from './aws/view';
import { bindingTo, IBucket } from './binding';
import { BucketDecisions } from './decisions';
import { definition } from './definition';
import { ExistingBucket } from './existing';
import { ManagedBucketProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { keyIn } from '../../parts/data-key/aws';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { plan } from '../../path/plan';

export type { BucketAttributes } from './attributes';
export type { ManagedBucketResources } from './aws/resources';
export type { IBucket } from './binding';

/**
 * A private S3 bucket: encrypted, versioned, tidied up, logged. Never emptied outside development.
 *
 * @example
 * const invoices = new ManagedBucket(stack, 'Invoices', {});
 * orders.uses(invoices);
 */
export class ManagedBucket extends CapabilityConstruct implements IBucket {
  /** A bucket that was made elsewhere, by its name. S3 encrypts it with its own key. */
  public static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return new ExistingBucket(scope, id, { bucketName });
  }

  /** A bucket that was made elsewhere, by its ARN. S3 encrypts it with its own key. */
  public static fromBucketArn(scope: Construct, id: string, bucketArn: string): IBucket {
    return new ExistingBucket(scope, id, { bucketArn });
  }

  /** A bucket that was made elsewhere, by all that is known of it. */
  public static fromBucketAttributes(scope: Construct, id: string, attributes: BucketAttributes): IBucket {
    return new ExistingBucket(scope, id, attributes);
  }

  /** A bucket of plain CDK, made in this app or imported, with the key that it has. */
  public static fromBucket(scope: Construct, id: string, bucket: s3.IBucket): IBucket {
    return ExistingBucket.of(scope, id, bucket);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedBucketResources;

  private readonly choices: BucketDecisions;
  private madeBucket?: s3.IBucket;

  constructor(scope: Construct, id: string, props: ManagedBucketProps = {}) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    this.resources = this._make(() => renderBucket(this, planned.choices));
  }

  /** The name that CloudFormation gave it. */
  public get bucketName(): string {
    return this.resources.bucket.ref;
  }

  /** Its ARN. */
  public get bucketArn(): string {
    return this.resources.bucket.attrArn;
  }

  /** The bucket, for plain CDK: grants, notifications, origins. Statements land in the policies that are there. */
  public get bucket(): s3.IBucket {
    return (this.madeBucket ??= new BucketView(this, 'BucketView', this.resources, this.choices));
  }

  /** The key of the objects, for plain CDK, unless S3 encrypts with its own. */
  public get key(): kms.IKey | undefined {
    return this.bucket.encryptionKey;
  }

  /** The binding of a consumer: its variable, its permissions, its events. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        arn: this.bucketArn,
        name: this.bucketName,
        keyArn: this.keyArn,
        keyConditions: throughService('s3', Stack.of(this).region),
        silent: !this.choices.eventBridge,
      },
      request,
    );
  }

  private get keyArn(): string | undefined {
    return keyArnOf(this.choices, this.resources.key?.attrArn);
  }
}
