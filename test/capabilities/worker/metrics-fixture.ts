/** The expression of a formula, and its metrics: namespace, name, statistic. */
export function formulaOf({ Metrics }: any) {
  const terms = Metrics.filter(({ MetricStat }: any) => MetricStat).map(({ Id, MetricStat: { Metric, Stat } }: any) => [
    Id,
    Metric.Namespace,
    Metric.MetricName,
    Stat,
  ]);
  return { expression: Metrics.find(({ Expression }: any) => Expression).Expression, terms };
}

export const WAITING = ['waiting', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'];
export const OLDEST = ['oldest', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'];
