import { CloudwatchMetricAlarm, CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Annotations, TerraformStack } from 'cdktf';
import { AlarmProps, comparisonOf, isFormula, isPercentile, LONGEST_DESCRIPTION, PERIOD_SECONDS } from './alarm';
import { topicOf, UNHEARD, unheardWarning, watchUnheard } from './unheard';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { environmentOf } from '../../engines/terraform/environment';
import { nameOf } from '../../engines/terraform/names';
import { upperFirst } from '../../support/names';

/** Makes an alarm in a slot. It tells the platform team's topic when it rings, and when all is well again. */
export function createAlarm(owner: CapabilityConstruct, slot: string, props: AlarmProps): CloudwatchMetricAlarm {
  const topic = topicOf(owner, props, environmentOf(owner));
  const alarm = owner._slot(
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
  watchUnheard(TerraformStack.of(alarm), alarm, props, warnOf);
  return alarm;
}

/** Warns, unless somebody has given the alarms an action, or acknowledged it in the context. */
function warnOf(alarms: CloudwatchMetricAlarm[]): void {
  const unheard = alarms.filter(each => !actionsOf(each)?.length);
  if (unheard.length === 0) return;
  const stack = TerraformStack.of(unheard[0]);
  if (stack.node.tryGetContext(UNHEARD)) return;
  Annotations.of(stack).addWarning(`${unheardWarning(stack.node.path, unheard.length)} [ack: ${UNHEARD}]`);
}

/** The actions of an alarm, also those that an override gave it. */
function actionsOf(alarm: CloudwatchMetricAlarm): string[] | undefined {
  return (alarm as any).rawOverrides?.alarm_actions ?? alarm.alarmActionsInput;
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
