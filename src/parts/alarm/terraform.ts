import { CloudwatchMetricAlarm, CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { AlarmProps, comparisonOf, isFormula, isPercentile, LONGEST_DESCRIPTION, PERIOD_SECONDS } from './alarm';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { nameOf } from '../../engines/terraform/names';
import { GoldenPath } from '../../path/golden-path';
import { upperFirst } from '../../support/names';

/** Makes an alarm in a slot. It tells the platform team's topic when it rings, and when all is well again. */
export function createAlarm(owner: CapabilityConstruct, slot: string, props: AlarmProps): CloudwatchMetricAlarm {
  const topic = props.silent || props.actions ? undefined : GoldenPath.of(owner)?.alarmTopicArn;
  return owner._slot(
    slot,
    new CloudwatchMetricAlarm(owner, upperFirst(slot), {
      alarmName: nameOf(owner, slot, 255),
      alarmDescription: props.description.slice(0, LONGEST_DESCRIPTION),
      ...watched(props),
      threshold: props.threshold,
      comparisonOperator: comparisonOf(props),
      evaluationPeriods: props.periods,
      datapointsToAlarm: props.periods,
      treatMissingData: 'notBreaching',
      actionsEnabled: true,
      alarmActions: topic ? [topic] : props.actions,
      okActions: topic ? [topic] : undefined,
      tags: owner._tags,
    }),
  );
}

function watched({ metric }: AlarmProps): Partial<CloudwatchMetricAlarmConfig> {
  if (!isFormula(metric)) {
    const { namespace, name, statistic, dimensions } = metric;
    return {
      namespace,
      metricName: name,
      dimensions: { ...dimensions },
      ...(isPercentile(statistic) ? { extendedStatistic: statistic } : { statistic }),
      period: PERIOD_SECONDS,
    };
  }
  const terms = Object.entries(metric.terms).map(([id, term]) => ({
    id,
    returnData: false,
    metric: {
      namespace: term.namespace,
      metricName: term.name,
      dimensions: { ...term.dimensions },
      period: PERIOD_SECONDS,
      stat: term.statistic,
    },
  }));
  return {
    metricQuery: [...terms, { id: 'result', expression: metric.expression, label: metric.label, returnData: true }],
  };
}

/** Makes alarms, each in its slot. */
export function renderAlarms(
  owner: CapabilityConstruct,
  alarms: { readonly [slot: string]: AlarmProps },
): { [slot: string]: CloudwatchMetricAlarm } {
  return Object.fromEntries(Object.entries(alarms).map(([slot, props]) => [slot, createAlarm(owner, slot, props)]));
}
