import { Stack } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RenderedBucket } from './bucket';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { rolePolicy, createServiceRole } from '../../../engines/aws/role';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { LogRenderer } from '../../../parts/log-group/aws';
import { DELIVERY_ERROR_PREFIX, DELIVERY_PREFIX } from '../catalog';
import { InsightsChoices } from '../decisions';
import { deliveryPermissions, DeliverySubjects } from '../policies';

/** The resources that bring events to the bucket. */
export type Delivery = Pick<
  PlatformInsightsResources,
  'deliveryLogGroup' | 'deliveryLogStream' | 'deliveryRole' | 'deliveryRolePolicy' | 'deliveryStream'
>;

type DeliveryLog = Pick<Delivery, 'deliveryLogGroup' | 'deliveryLogStream'>;
type DeliveryRole = Pick<Delivery, 'deliveryRole' | 'deliveryRolePolicy'>;

export function renderDelivery(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  { bucket, bucketPolicy }: RenderedBucket,
  key: EncryptingKey | undefined,
): Delivery {
  const log = renderLog(owner, choices, key);
  const { partition, region, account } = Stack.of(owner);
  const logGroupArn = `arn:${partition}:logs:${region}:${account}:log-group:${log.deliveryLogGroup.ref}`;
  const role = renderRole(owner, { bucketArn: bucket.attrArn, logGroupArn, keyArn: key?.arn, region });
  const deliveryStream = owner._slot(
    'deliveryStream',
    new firehose.CfnDeliveryStream(owner, 'DeliveryStream', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: key
        ? { keyType: 'CUSTOMER_MANAGED_CMK', keyArn: key.arn }
        : { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.attrArn,
        roleArn: role.deliveryRole.attrArn,
        ...destination(choices),
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: log.deliveryLogGroup.ref,
          logStreamName: log.deliveryLogStream.ref,
        },
      },
    }),
  );
  deliveryStream.addResourceDependency(role.deliveryRolePolicy);
  deliveryStream.addResourceDependency(bucketPolicy);
  return { ...log, ...role, deliveryStream };
}

/** Where events are written, how many at once, and how. */
function destination({ bufferSeconds, bufferMib, compression }: InsightsChoices) {
  return {
    prefix: DELIVERY_PREFIX,
    errorOutputPrefix: DELIVERY_ERROR_PREFIX,
    bufferingHints: { intervalInSeconds: bufferSeconds, sizeInMBs: bufferMib },
    compressionFormat: compression === 'gzip' ? 'GZIP' : 'UNCOMPRESSED',
    // EventBridge sends no end of line, and a table of lines needs one.
    processingConfiguration: { enabled: true, processors: [{ type: 'AppendDelimiterToRecord' }] },
  };
}

function renderLog(owner: CapabilityConstruct, choices: InsightsChoices, key: EncryptingKey | undefined): DeliveryLog {
  const log = new LogRenderer(
    owner,
    { ...choices, logKeyRotation: choices.keyRotation, logKeyDeletionDays: choices.keyDeletionDays },
    key,
  );
  const deliveryLogGroup = log.logGroup('deliveryLogGroup');
  const stream = new logs.CfnLogStream(owner, 'DeliveryLogStream', { logGroupName: deliveryLogGroup.ref });
  // The entries of a log go with its stream: a log that is kept needs both.
  const onRemoval = choices.logsKeptOnDeletion ? 'retain' : 'delete';
  const deliveryLogStream = owner._slot('deliveryLogStream', withRemovalPolicy(stream, onRemoval));
  return { deliveryLogGroup, deliveryLogStream };
}

function renderRole(owner: CapabilityConstruct, subjects: DeliverySubjects): DeliveryRole {
  const description = `Firehose writes the events of ${owner.node.path}.`;
  const deliveryRole = createServiceRole(owner, 'deliveryRole', 'firehose.amazonaws.com', description);
  const permissions = deliveryPermissions(subjects);
  return { deliveryRole, deliveryRolePolicy: rolePolicy(owner, 'deliveryRolePolicy', deliveryRole, permissions) };
}
