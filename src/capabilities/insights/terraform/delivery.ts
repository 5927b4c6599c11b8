import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { BucketResources } from './bucket';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { dependOn, rolePolicy, serviceRole } from '../../../engines/terraform/role';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { DELIVERY_ERROR_PREFIX, DELIVERY_PREFIX } from '../catalog';
import { InsightsDecisions } from '../decisions';
import { deliveryPermissions } from '../policies';

/** What brings events to the bucket. */
export interface Delivery {
  /** What could not be written, and why. */
  readonly deliveryLogGroup: CloudwatchLogGroup;
  /** The one stream of that log. */
  readonly deliveryLogStream: CloudwatchLogStream;
  /** With what events are written. */
  readonly deliveryRole: IamRole;
  /** What that role may do. */
  readonly deliveryRolePolicy: IamRolePolicy;
  /** Writes events to the bucket. */
  readonly deliveryStream: KinesisFirehoseDeliveryStream;
}

export function renderDelivery(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  { bucket, bucketPolicy }: BucketResources,
  key: KmsKey | undefined,
): Delivery {
  const log = new LogRenderer(
    owner,
    { ...decided, logKeyRotation: decided.keyRotation, logKeyDeletionDays: decided.keyDeletionDays },
    key,
  );
  const deliveryLogGroup = log.logGroup('deliveryLogGroup');
  const deliveryLogStream = owner._slot(
    'deliveryLogStream',
    new CloudwatchLogStream(owner, 'DeliveryLogStream', {
      name: 'delivery',
      logGroupName: deliveryLogGroup.name,
      // What a log says goes with its stream: one that is kept needs both.
      lifecycle: preventDestroy(decided.logsKeptOnDeletion),
    }),
  );
  const deliveryRole = serviceRole(
    owner,
    'deliveryRole',
    'firehose.amazonaws.com',
    `Firehose writes the events of ${owner.node.path}.`,
  );
  const deliveryRolePolicy = rolePolicy(
    owner,
    'deliveryRolePolicy',
    deliveryRole,
    deliveryPermissions({
      bucketArn: bucket.arn,
      logGroupArn: deliveryLogGroup.arn,
      keyArn: key?.arn,
      region: context(owner).region,
    }),
  );
  const deliveryStream = owner._slot(
    'deliveryStream',
    new KinesisFirehoseDeliveryStream(owner, 'DeliveryStream', {
      name: nameOf(owner, 'deliveryStream', 64),
      destination: 'extended_s3',
      serverSideEncryption: key
        ? { enabled: true, keyType: 'CUSTOMER_MANAGED_CMK', keyArn: key.arn }
        : { enabled: true, keyType: 'AWS_OWNED_CMK' },
      extendedS3Configuration: {
        bucketArn: bucket.arn,
        roleArn: deliveryRole.arn,
        prefix: DELIVERY_PREFIX,
        errorOutputPrefix: DELIVERY_ERROR_PREFIX,
        bufferingInterval: decided.bufferSeconds,
        bufferingSize: decided.bufferMib,
        compressionFormat: decided.compression === 'gzip' ? 'GZIP' : 'UNCOMPRESSED',
        // EventBridge sends no end of line, and a table of lines needs one.
        processingConfiguration: { enabled: true, processors: [{ type: 'AppendDelimiterToRecord' }] },
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: deliveryLogGroup.name,
          logStreamName: deliveryLogStream.name,
        },
      },
      tags: owner._tags,
    }),
  );
  dependOn(deliveryStream, deliveryRolePolicy, bucketPolicy);
  return { deliveryLogGroup, deliveryLogStream, deliveryRole, deliveryRolePolicy, deliveryStream };
}
