import { ERRORS_PREFIX, EVENTS_PREFIX } from './catalog';
import { InsightsChoices } from './decisions';
import { BindingPermission } from '../../binding/binding';
import { KeyUsers, throughService } from '../../parts/data-key/policies';
import { tlsOnly } from '../../parts/message-queue/policies';

/** Who may use the key: who reads and writes through these services, EventBridge for its dead letters, and the log. */
export const KEY_USERS: KeyUsers = {
  services: ['s3', 'sqs', 'firehose'],
  senders: ['events'],
  certain: ['logs', 'events'],
  logGroups: '*',
};

/** The types of events that services of AWS send. The reports count on them. */
const SENT_BY_AWS = [
  'CloudFormation Stack Status Change',
  'ECS Deployment State Change',
  'CodeDeploy Deployment State-change Notification',
];

/**
 * The events that the rule takes: by the name of their type, or by how it begins. Those of AWS's services are taken
 * from them alone: EventBridge lets nobody else send with a source that begins with `aws.`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export function eventPattern({ eventTypes }: InsightsChoices): { [key: string]: any } {
  const ofAws = eventTypes.filter(isSentByAws);
  const others = eventTypes.filter(type => !isSentByAws(type));
  const patterns = [
    ...(ofAws.length > 0 ? [{ source: [{ prefix: 'aws.' }], 'detail-type': ofAws.map(matcher) }] : []),
    ...(others.length > 0 ? [{ 'detail-type': others.map(matcher) }] : []),
  ];
  return patterns.length === 1 ? patterns[0] : { $or: patterns };
}

/** Whether a type is one that AWS sends, or takes such ones in: `ECS *`. */
function isSentByAws(type: string): boolean {
  return SENT_BY_AWS.some(each => (type.endsWith('*') ? each.startsWith(type.slice(0, -1)) : each === type));
}

function matcher(type: string) {
  return type.endsWith('*') ? { prefix: type.slice(0, -1) } : type;
}

/**
 * Who of other accounts may put events on the bus. In this account, IAM says so.
 *
 * @returns null where nobody may
 */
export function senders(
  { organizationId, accounts }: InsightsChoices,
  busArn: string,
  partition: string,
): { [key: string]: any } | null {
  const statement = { Sid: 'Senders', Effect: 'Allow', Action: 'events:PutEvents', Resource: busArn };
  if (organizationId !== null) {
    return { ...statement, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } } };
  }
  return accounts.length > 0
    ? { ...statement, Principal: { AWS: accounts.map(account => `arn:${partition}:iam::${account}:root`) } }
    : null;
}

/** The rule, and no other, may leave what it could not deliver. */
export function undeliveredPolicy(queueArn: string, ruleArn: string, { tlsRequired }: InsightsChoices) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Undelivered',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
      ...(tlsRequired ? [tlsOnly(queueArn)] : []),
    ],
  };
}

/** The resources that Firehose uses, and their region. */
export interface DeliverySubjects {
  readonly bucketArn: string;
  readonly logGroupArn: string;
  readonly keyArn?: string;
  readonly region: string;
}

/** The permissions of Firehose: to write below its two prefixes, and to log why it could not. */
export function deliveryPermissions(subjects: DeliverySubjects): BindingPermission[] {
  const { bucketArn, logGroupArn, keyArn, region } = subjects;
  return [
    { actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], resources: [bucketArn] },
    {
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      resources: [EVENTS_PREFIX, ERRORS_PREFIX].map(prefix => `${bucketArn}/${prefix}*`),
    },
    { actions: ['logs:PutLogEvents'], resources: [`${logGroupArn}:log-stream:*`] },
    ...(keyArn === undefined
      ? []
      : [
          {
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [keyArn],
            conditions: throughService('s3', region),
          },
        ]),
  ];
}

/** The permissions of the rule: to give events to Firehose. */
export function forwardingPermissions(streamArn: string): BindingPermission[] {
  return [{ actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resources: [streamArn] }];
}
