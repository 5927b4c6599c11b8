// Alarms that tell the topic, written by hand with CDK's L2s.
const { aws_cloudwatch: cloudwatch, aws_cloudwatch_actions: actions } = require('aws-cdk-lib');

/** One that rings when the metric is at the threshold or above it for so many minutes in a row. */
exports.alarm = (
  scope,
  topic,
  id,
  metric,
  threshold,
  periods,
  alarmDescription,
  comparisonOperator = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
) => {
  const made = new cloudwatch.Alarm(scope, id, {
    alarmDescription,
    metric,
    threshold,
    comparisonOperator,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  made.addAlarmAction(new actions.SnsAction(topic));
  made.addOkAction(new actions.SnsAction(topic));
  return made;
};
