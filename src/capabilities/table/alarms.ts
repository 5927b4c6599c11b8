import { TableDecisions } from './decisions';
import { indexSlot } from './schema';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** The operations that DynamoDB counts its errors by. An alarm takes ten metrics. */
const OPERATIONS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
];

/** The alarms of a table, by slot: what its users notice. */
export function tableAlarms(
  name: string,
  choices: TableDecisions,
  tableName: string,
): { readonly [slot: string]: AlarmProps } {
  if (!choices.alarms) return {};
  const periods = choices.alarmPeriods;
  const metric = (metricName: string, dimensions: { [name: string]: string } = {}): MetricProps => ({
    namespace: 'AWS/DynamoDB',
    name: metricName,
    statistic: 'Sum',
    dimensions: { TableName: tableName, ...dimensions },
  });
  const throttling = (description: string, dimensions?: { [name: string]: string }): AlarmProps => ({
    description,
    metric: {
      terms: { reads: metric('ReadThrottleEvents', dimensions), writes: metric('WriteThrottleEvents', dimensions) },
      // A metric is there only when there is something to count.
      expression: 'FILL(reads, 0) + FILL(writes, 0)',
      label: 'Throttled reads and writes',
    },
    threshold: choices.throttleAlarmEvents,
    periods,
  });

  return {
    throttleAlarm: throttling(
      `${name} turns reads or writes away. Look for a key that everybody asks for, in Contributor Insights, or ` +
        'raise the maximum in capacity.',
    ),
    ...Object.fromEntries(
      choices.indexes.map(index => [
        indexSlot(index, 'throttleAlarm'),
        throttling(
          `Index '${index}' of ${name} turns reads or writes away. Writes that it cannot take are turned away by ` +
            'the table as well. Look for a key that many items share, or raise the maximum in capacity.',
          { GlobalSecondaryIndexName: index },
        ),
      ]),
    ),
    systemErrorsAlarm: {
      description: `DynamoDB fails requests to ${name} by itself. Look at the AWS Health Dashboard; SDKs retry.`,
      metric: {
        terms: Object.fromEntries(
          OPERATIONS.map((operation, index) => [
            `errors${index + 1}`,
            metric('SystemErrors', { Operation: operation }),
          ]),
        ),
        expression: OPERATIONS.map((_, index) => `FILL(errors${index + 1}, 0)`).join(' + '),
        label: 'Errors of DynamoDB',
      },
      threshold: choices.systemErrorAlarmCount,
      periods,
    },
  };
}
