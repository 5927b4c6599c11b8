import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BucketAttributes } from './attributes';
import { renderBucket } from './aws/bucket';
import { renderEmptying } from './aws/emptying';
import { BucketView } from './aws/view';
import { bindingTo, IBucket } from './binding';
import { checkProps } from './check';
import { BucketDecisions, decide } from './decisions';
import { ExistingBucket } from './existing';
import { keyUsers } from './policies';
import { ManagedBucketProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { accessLogs } from '../../parts/data-bucket/aws';
import { dataKey } from '../../parts/data-key/aws';
import { throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';

export type { BucketAttributes } from './attributes';
export type { IBucket } from './binding';

/** Every resource of a bucket. */
export interface ManagedBucketResources {
  /** The bucket. */
  readonly bucket: s3.CfnBucket;
  /** Its one policy. */
  readonly bucketPolicy: s3.CfnBucketPolicy;
  /**
   * The key of the objects.
   *
   * @default - S3 encrypts with its own
   */
  readonly key?: kms.CfnKey;
  /**
   * Where S3 writes who asked for what.
   *
   * @default - no access logs
   */
  readonly accessLogBucket?: s3.CfnBucket;
  /**
   * Who may write there.
   *
   * @default - no access logs
   */
  readonly accessLogBucketPolicy?: s3.CfnBucketPolicy;
  /**
   * What CloudFormation asks the function to empty.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptiedBucket?: CfnResource;
  /**
   * What empties the bucket when it is removed.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingFunction?: lambda.CfnFunction;
  /**
   * What the function runs as.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingRole?: iam.CfnRole;
  /**
   * What the function may do.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingRolePolicy?: iam.CfnRolePolicy;
  /**
   * What the function says.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingLogGroup?: logs.CfnLogGroup;
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

  /** A bucket of the AWS CDK's own, made in this app or imported, with the key that it has. */
  public static fromBucket(scope: Construct, id: string, bucket: s3.IBucket): IBucket {
    return ExistingBucket.of(scope, id, bucket);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedBucketResources;
  /** The name that CloudFormation gave it. */
  public readonly bucketName: string;
  /** Its ARN. */
  public readonly bucketArn: string;

  private readonly decided: BucketDecisions;
  private madeBucket?: s3.IBucket;

  constructor(scope: Construct, id: string, props: ManagedBucketProps = {}) {
    super(scope, id, 'bucket');
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey ? dataKey(this, decided, `Objects of ${this.node.path}.`, keyUsers(decided)) : undefined;
    const { bucket, bucketPolicy } = renderBucket(this, decided, key);
    this.resources = {
      bucket,
      bucketPolicy,
      key,
      ...accessLogs(this, decided, bucket),
      ...(decided.onRemoval === 'delete' ? renderEmptying(this, decided, bucket, key) : {}),
    };
    this.bucketName = bucket.ref;
    this.bucketArn = bucket.attrArn;
  }

  /**
   * For everything that takes a bucket of CDK: grants, notifications, origins. Statements land in the policies that are
   * there.
   */
  public get bucket(): s3.IBucket {
    return (this.madeBucket ??= new BucketView(this, 'BucketView', this.resources, this.decided.publicAccessBlocked));
  }

  /** The key of the objects, unless S3 encrypts with its own. */
  public get key(): kms.IKey | undefined {
    return this.bucket.encryptionKey;
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.bucketArn,
        name: this.bucketName,
        keyArn: this.resources.key?.attrArn,
        keyConditions: throughService('s3', Stack.of(this).region),
        silent: !this.decided.eventBridge,
      },
      request,
    );
  }
}
