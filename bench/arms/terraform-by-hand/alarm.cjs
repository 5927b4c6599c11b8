// An alarm to the topic. What is given last says what it watches: a metric, or a formula of several.
const { CloudwatchMetricAlarm } = require('@cdktf/provider-aws/lib/cloudwatch-metric-alarm');
const { alarmTopicArn } = require('../scenario.cjs');

exports.alarm = (stack, name, id, alarmDescription, periods, threshold, watched) =>
  new CloudwatchMetricAlarm(stack, id, {
    alarmName: `${name}-${id}`,
    alarmDescription,
    threshold,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: 'notBreaching',
    actionsEnabled: true,
    alarmActions: [alarmTopicArn],
    okActions: [alarmTopicArn],
    ...(watched.metricQuery ? {} : { period: 60 }),
    ...watched,
  });
