import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { RenderedBucket } from './bucket';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { dependOn, rolePolicy, createServiceRole } from '../../../engines/terraform/role';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { LogRenderer } from '../../../parts/log-group/terraform';
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
  const logGroupArn = log.deliveryLogGroup.arn;
  const { region } = context(owner);
  const role = renderRole(owner, { bucketArn: bucket.arn, logGroupArn, keyArn: key?.arn, region });
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
        roleArn: role.deliveryRole.arn,
        ...destination(choices),
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: log.deliveryLogGroup.name,
          logStreamName: log.deliveryLogStream.name,
        },
      },
      tags: owner._tags,
    }),
  );
  dependOn(deliveryStream, role.deliveryRolePolicy, bucketPolicy);
  return { ...log, ...role, deliveryStream };
}

/** Where events are written, how many at once, and how. */
function destination({ bufferSeconds, bufferMib, compression }: InsightsChoices) {
  return {
    prefix: DELIVERY_PREFIX,
    errorOutputPrefix: DELIVERY_ERROR_PREFIX,
    bufferingInterval: bufferSeconds,
    bufferingSize: bufferMib,
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
  const stream = new CloudwatchLogStream(owner, 'DeliveryLogStream', {
    name: 'delivery',
    logGroupName: deliveryLogGroup.name,
    // The entries of a log go with its stream: a log that is kept needs both.
    lifecycle: preventDestroy(choices.logsKeptOnDeletion),
  });
  return { deliveryLogGroup, deliveryLogStream: owner._slot('deliveryLogStream', stream) };
}

function renderRole(owner: CapabilityConstruct, subjects: DeliverySubjects): DeliveryRole {
  const description = `Firehose writes the events of ${owner.node.path}.`;
  const deliveryRole = createServiceRole(owner, 'deliveryRole', 'firehose.amazonaws.com', description);
  const permissions = deliveryPermissions(subjects);
  return { deliveryRole, deliveryRolePolicy: rolePolicy(owner, 'deliveryRolePolicy', deliveryRole, permissions) };
}
