import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import {
  AlarmProps,
  comparisonOf,
  isFormula,
  isPercentile,
  LONGEST_DESCRIPTION,
  MetricProps,
  PERIOD_SECONDS,
} from './alarm';
import { topicOf, UNHEARD, unheardWarning, watchUnheard } from './unheard';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { environmentOf } from '../../engines/aws/environment';
import { upperFirst } from '../../support/names';

/** Makes an alarm in a slot. It tells the platform team's topic when it rings, and when all is well again. */
export function createAlarm(owner: CapabilityConstruct, slot: string, props: AlarmProps): cloudwatch.CfnAlarm {
  const topic = topicOf(owner, props, environmentOf(owner));
  const alarm = owner._slot(
    slot,
    new cloudwatch.CfnAlarm(owner, upperFirst(slot), {
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
    }),
  );
  watchUnheard(Stack.of(alarm), alarm, props, warnOf);
  return alarm;
}

/** A metric as CDK's L2s know it: for alarms, dashboards and scaling of others. */
export function metricOf(
  scope: Construct,
  { namespace, name, statistic, dimensions }: MetricProps,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  const dimensionsMap = { ...dimensions };
  return new cloudwatch.Metric({ namespace, metricName: name, statistic, dimensionsMap, ...options }).attachTo(scope);
}

/** Warns, unless somebody has given the alarms an action until then, by an Aspect for instance. */
function warnOf(alarms: cloudwatch.CfnAlarm[]): void {
  const unheard = alarms.filter(each => !actionsOf(each)?.length);
  if (unheard.length === 0) return;
  const stack = Stack.of(unheard[0]);
  Annotations.of(stack).addWarningV2(UNHEARD, unheardWarning(stack.node.path, unheard.length));
}

/** The actions of an alarm, also those that an override gave it. */
function actionsOf(alarm: cloudwatch.CfnAlarm): string[] | undefined {
  return (alarm as any).rawOverrides?.Properties?.AlarmActions ?? alarm.alarmActions;
}

function watched({ metric }: AlarmProps): Partial<cloudwatch.CfnAlarmProps> {
  if (!isFormula(metric)) {
    const { namespace, name, statistic } = metric;
    return {
      namespace,
      metricName: name,
      dimensions: dimensionsOf(metric),
      ...(isPercentile(statistic) ? { extendedStatistic: statistic } : { statistic }),
      period: PERIOD_SECONDS,
    };
  }
  const terms = Object.entries(metric.terms).map(([id, term]) => ({
    id,
    returnData: false,
    metricStat: {
      metric: { namespace: term.namespace, metricName: term.name, dimensions: dimensionsOf(term) },
      period: PERIOD_SECONDS,
      stat: term.statistic,
    },
  }));
  return {
    metrics: [...terms, { id: 'result', expression: metric.expression, label: metric.label, returnData: true }],
  };
}

function dimensionsOf(metric: MetricProps): cloudwatch.CfnAlarm.DimensionProperty[] {
  return Object.entries(metric.dimensions).map(([name, value]) => ({ name, value }));
}

/** Makes alarms, each in its slot. */
export function renderAlarms(
  owner: CapabilityConstruct,
  alarms: { readonly [slot: string]: AlarmProps },
): { [slot: string]: cloudwatch.CfnAlarm } {
  return Object.fromEntries(Object.entries(alarms).map(([slot, props]) => [slot, createAlarm(owner, slot, props)]));
}
