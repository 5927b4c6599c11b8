import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableKey } from '../../../src/capabilities/table/props';
import { ManagedTopic } from '../../../src/capabilities/topic/aws';
import { functionIn } from '../../capabilities/function/fixture';
import { workerIn } from '../../capabilities/worker/fixture';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

/** A construct that has any metric by its name. */
type Measured = Construct & { metric(name: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric };

test.each<[string, (stack: Stack) => Measured, string, string[]]>([
  ['a service', stack => serviceIn(stack), 'AWS/ECS', ['ClusterName', 'ServiceName']],
  ['a worker', stack => workerIn(stack), 'AWS/ECS', ['ClusterName', 'ServiceName']],
  ['a function', stack => functionIn(stack), 'AWS/Lambda', ['FunctionName', 'Resource']],
  ['a queue', stack => new ManagedQueue(stack, 'Queue'), 'AWS/SQS', ['QueueName']],
  ['a topic', stack => new ManagedTopic(stack, 'Topic'), 'AWS/SNS', ['TopicName']],
  [
    'a table',
    stack => new ManagedTable(stack, 'Table', { partitionKey: TableKey.string('id') }),
    'AWS/DynamoDB',
    ['TableName'],
  ],
])('any metric of %s by its name, in its namespace and with its dimensions', (_, make, namespace, dimensions) => {
  const metric = make(stackOn()).metric('Anything', { statistic: 'Maximum' });
  expect(metric).toMatchObject({ namespace, metricName: 'Anything', statistic: 'Maximum' });
  expect(Object.keys(metric.dimensions!)).toEqual(dimensions);
});

test('messages that a topic could not deliver', () => {
  const { namespace, metricName, statistic } = new ManagedTopic(stackOn(), 'Topic').metricNumberOfNotificationsFailed();
  expect({ namespace, metricName, statistic }).toEqual({
    namespace: 'AWS/SNS',
    metricName: 'NumberOfNotificationsFailed',
    statistic: 'Sum',
  });
});
