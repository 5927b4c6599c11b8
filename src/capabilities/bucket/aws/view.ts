import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ResourcePolicyStatements } from '../../../engines/aws/resource-policy';
import { DataBucketChoices } from '../../../parts/data-bucket/decisions';
import { keyOf } from '../../../parts/data-key/aws/key-view';
import { BroughtKeyChoices } from '../../../parts/data-key/brought';

/** The resources that a view shows. */
export interface Viewed {
  readonly bucket: s3.CfnBucket;
  readonly bucketPolicy: s3.CfnBucketPolicy;
  readonly key?: kms.CfnKey;
}

/**
 * An `s3.IBucket` over our resources. A bucket has one policy, and every statement lands in ours:
 * `Bucket.fromCfnBucket` would make a second one, and the last to be deployed would win.
 */
export class BucketView extends s3.BucketBase {
  public readonly bucketArn: string;
  public readonly bucketName: string;
  public readonly bucketDomainName: string;
  public readonly bucketDualStackDomainName: string;
  public readonly bucketRegionalDomainName: string;
  public readonly bucketWebsiteUrl: string;
  public readonly bucketWebsiteDomainName: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly isWebsite = false;
  public policy?: s3.BucketPolicy;
  public replicationRoleArn?: string;
  protected autoCreatePolicy = false;
  private readonly cfnPolicy: s3.CfnBucketPolicy;
  private readonly statements: ResourcePolicyStatements;

  /** Whether a grant to everybody would be a statement that S3 refuses. */
  public disallowPublicAccess: boolean;

  constructor(
    owner: CapabilityConstruct,
    id: string,
    { bucket, bucketPolicy, key }: Viewed,
    choices: BroughtKeyChoices & Pick<DataBucketChoices, 'publicAccessBlocked'>,
  ) {
    super(owner, id);
    this.disallowPublicAccess = choices.publicAccessBlocked;
    this.bucketArn = bucket.attrArn;
    this.bucketName = bucket.ref;
    this.bucketDomainName = bucket.attrDomainName;
    this.bucketDualStackDomainName = bucket.attrDualStackDomainName;
    this.bucketRegionalDomainName = bucket.attrRegionalDomainName;
    this.bucketWebsiteUrl = bucket.attrWebsiteUrl;
    this.bucketWebsiteDomainName = Fn.select(2, Fn.split('/', bucket.attrWebsiteUrl));
    this.encryptionKey = keyOf(owner, choices, key, { scope: this, id: 'Key' });
    // Where plain CDK looks for the resource itself.
    this.node.defaultChild = bucket;
    this.cfnPolicy = bucketPolicy;
    this.statements = new ResourcePolicyStatements(
      owner,
      'bucketPolicy',
      () => bucketPolicy.policyDocument,
      policy => (bucketPolicy.policyDocument = policy),
    );
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.statements.add(statement);
    return { statementAdded: true, policyDependable: this.cfnPolicy };
  }

  public addEventNotification(
    event: s3.EventType,
    destination: s3.IBucketNotificationDestination,
    ...filters: s3.NotificationKeyFilter[]
  ): void {
    super.addEventNotification(event, destination, ...filters);
    // S3 refuses two changes of one bucket at a time.
    this.node.findChild('Notifications').node.addDependency(this.cfnPolicy);
  }
}
