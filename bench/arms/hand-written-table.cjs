// What goldenpath's ManagedTable has on the production tier, written by hand with CDK's L2s.
const { Duration, RemovalPolicy, aws_cloudwatch: cloudwatch, aws_dynamodb: dynamodb } = require('aws-cdk-lib');
const { alarm } = require('./hand-written-alarm.cjs');
const { dataKey } = require('./hand-written-key.cjs');

const { Operation } = dynamodb;
const OPERATIONS = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.SCAN,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.BATCH_WRITE_ITEM,
  Operation.TRANSACT_GET_ITEMS,
  Operation.TRANSACT_WRITE_ITEMS,
];

exports.table = (scope, topic) => {
  const table = new dynamodb.Table(scope, 'Resource', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    maxReadRequestUnits: 12_000,
    maxWriteRequestUnits: 4_000,
    encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: dataKey(scope, 'Key', `Data of ${scope.node.path}.`, ['dynamodb']),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    contributorInsightsSpecification: { enabled: true, mode: dynamodb.ContributorInsightsMode.THROTTLED_KEYS },
    deletionProtection: true,
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    tableClass: dynamodb.TableClass.STANDARD,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const period = Duration.minutes(1);
  const throttled = new cloudwatch.MathExpression({
    expression: 'FILL(reads, 0) + FILL(writes, 0)',
    usingMetrics: {
      reads: table.metric('ReadThrottleEvents', { statistic: 'Sum', period }),
      writes: table.metric('WriteThrottleEvents', { statistic: 'Sum', period }),
    },
    label: 'Throttled reads and writes',
    period,
  });
  alarm(scope, topic, 'ThrottleAlarm', throttled, 10, 5, `${scope.node.path} turns reads or writes away.`);
  const errors = table.metricSystemErrorsForOperations({ operations: OPERATIONS, period });
  alarm(scope, topic, 'SystemErrorsAlarm', errors, 5, 5, `DynamoDB fails requests to ${scope.node.path} by itself.`);
  return table;
};
