import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { BucketAttributes } from './attributes';
import { bindingTo, IBucket } from './binding';
import { checkProps } from './check';
import { BucketDecisions, decide } from './decisions';
import { keyUsers } from './policies';
import { ManagedBucketProps } from './props';
import { BucketResources, renderBucket } from './terraform/bucket';
import { ExistingBucket } from './terraform/existing';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { AccessLogs, accessLogs } from '../../parts/data-bucket/terraform';
import { throughService } from '../../parts/data-key/policies';
import { dataKey } from '../../parts/data-key/terraform';
import { GoldenPath } from '../../path/golden-path';

export type { BucketAttributes } from './attributes';
export type { IBucket } from './binding';

/** Every resource of a bucket. */
export interface ManagedBucketResources extends BucketResources, AccessLogs {
  /** The key of the objects, where S3's own is not enough. */
  readonly key?: KmsKey;
}

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

  /** Every resource, by name. */
  public readonly resources: ManagedBucketResources;
  /** The name that Terraform gave it. */
  public readonly bucketName: string;
  /** Its ARN. */
  public readonly bucketArn: string;

  private readonly decided: BucketDecisions;

  constructor(scope: Construct, id: string, props: ManagedBucketProps = {}) {
    super(scope, id, 'bucket');
    using _untraced = withoutTokenTraces();
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey
      ? dataKey(this, decided, `Objects of ${this.node.path}.`, keyUsers(decided), decided.onRemoval === 'retain')
      : undefined;
    const rendered = renderBucket(this, decided, key);
    const { bucket } = rendered;
    this.resources = { ...rendered, key, ...accessLogs(this, decided, bucket) };
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { key } = this.resources;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.bucketArn,
        name: this.bucketName,
        keyArn: key?.arn,
        keyConditions: key ? throughService('s3', context(this).region) : {},
        silent: !this.decided.eventBridge,
      },
      request,
    );
  }
}
