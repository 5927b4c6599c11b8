// What goldenpath's ManagedQueue has on the production tier, written by hand with CDK's L2s.
const { Duration, RemovalPolicy, aws_iam: iam, aws_sqs: sqs } = require('aws-cdk-lib');
const { alarm } = require('./hand-written-alarm.cjs');
const { dataKey } = require('./hand-written-key.cjs');
const {
  environment: { account },
} = require('./scenario.cjs');

exports.queue = (scope, topic) => {
  const key = dataKey(
    scope,
    'Key',
    `Messages of ${scope.node.path}.`,
    ['sqs'],
    [
      new iam.PolicyStatement({
        principals: ['events', 's3', 'sns'].map(service => new iam.ServicePrincipal(`${service}.amazonaws.com`)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    ],
  );
  const common = {
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: key,
    dataKeyReuse: Duration.minutes(5),
    enforceSSL: true,
    maxMessageSizeBytes: 1_048_576,
    receiveMessageWaitTime: Duration.seconds(20),
    removalPolicy: RemovalPolicy.RETAIN,
  };
  const deadLetters = new sqs.Queue(scope, 'DeadLetterQueue', {
    ...common,
    retentionPeriod: Duration.days(14),
    redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.ALLOW_ALL },
  });
  const queue = new sqs.Queue(scope, 'Resource', {
    ...common,
    deliveryDelay: Duration.seconds(0),
    retentionPeriod: Duration.days(7),
    visibilityTimeout: Duration.seconds(180),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.DENY_ALL },
  });
  const most = { statistic: 'Maximum', period: Duration.minutes(1) };
  const where = scope.node.path;
  alarm(
    scope,
    topic,
    'DeadLettersAlarm',
    deadLetters.metricApproximateNumberOfMessagesVisible(most),
    1,
    1,
    `Messages of ${where} failed, and lie in its dead-letter queue.`,
  );
  alarm(
    scope,
    topic,
    'OldestMessageAlarm',
    queue.metricApproximateAgeOfOldestMessage(most),
    900,
    5,
    `Messages of ${where} wait too long.`,
  );
  return queue;
};
