import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RenderedBucket } from './bucket';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { rolePolicy, serviceRole } from '../../../engines/aws/role';
import { LogRenderer } from '../../../parts/log-group/aws';
import { DELIVERY_ERROR_PREFIX, DELIVERY_PREFIX } from '../catalog';
import { InsightsDecisions } from '../decisions';
import { deliveryPermissions } from '../policies';

/** What brings events to the bucket. */
export interface Delivery {
  readonly deliveryLogGroup: logs.CfnLogGroup;
  readonly deliveryLogStream: logs.CfnLogStream;
  readonly deliveryRole: iam.CfnRole;
  readonly deliveryRolePolicy: iam.CfnRolePolicy;
  readonly deliveryStream: firehose.CfnDeliveryStream;
}

export function renderDelivery(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  { bucket, bucketPolicy }: RenderedBucket,
  key: kms.CfnKey | undefined,
): Delivery {
  const log = new LogRenderer(
    owner,
    { ...decided, logKeyRotation: decided.keyRotation, logKeyDeletionDays: decided.keyDeletionDays },
    key,
  );
  const deliveryLogGroup = log.logGroup('deliveryLogGroup');
  const logStream = new logs.CfnLogStream(owner, 'DeliveryLogStream', { logGroupName: deliveryLogGroup.ref });
  // What a log says goes with its stream: one that is kept needs both.
  const deliveryLogStream = owner._slot(
    'deliveryLogStream',
    withRemovalPolicy(logStream, decided.logsKeptOnDeletion ? 'retain' : 'delete'),
  );
  const { partition, region, account } = Stack.of(owner);
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
      bucketArn: bucket.attrArn,
      logGroupArn: `arn:${partition}:logs:${region}:${account}:log-group:${deliveryLogGroup.ref}`,
      keyArn: key?.attrArn,
      region,
    }),
  );
  const deliveryStream = owner._slot(
    'deliveryStream',
    new firehose.CfnDeliveryStream(owner, 'DeliveryStream', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: key
        ? { keyType: 'CUSTOMER_MANAGED_CMK', keyArn: key.attrArn }
        : { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.attrArn,
        roleArn: deliveryRole.attrArn,
        prefix: DELIVERY_PREFIX,
        errorOutputPrefix: DELIVERY_ERROR_PREFIX,
        bufferingHints: { intervalInSeconds: decided.bufferSeconds, sizeInMBs: decided.bufferMib },
        compressionFormat: decided.compression === 'gzip' ? 'GZIP' : 'UNCOMPRESSED',
        // EventBridge sends no end of line, and a table of lines needs one.
        processingConfiguration: { enabled: true, processors: [{ type: 'AppendDelimiterToRecord' }] },
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: deliveryLogGroup.ref,
          logStreamName: deliveryLogStream.ref,
        },
      },
    }),
  );
  deliveryStream.addResourceDependency(deliveryRolePolicy);
  deliveryStream.addResourceDependency(bucketPolicy);
  return { deliveryLogGroup, deliveryLogStream, deliveryRole, deliveryRolePolicy, deliveryStream };
}
