import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import {
  AlarmProps,
  comparisonOf,
  isFormula,
  isPercentile,
  LONGEST_DESCRIPTION,
  MetricProps,
  PERIOD_SECONDS,
} from './alarm';
import { isUnheard, UNHEARD, unheardWarning } from './unheard';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { GoldenPath } from '../../path/golden-path';
import { upperFirst } from '../../support/names';

/** Makes an alarm in a slot. It tells the platform team's topic when it rings, and when all is well again. */
export function createAlarm(owner: CapabilityConstruct, slot: string, props: AlarmProps): cloudwatch.CfnAlarm {
  const topic = props.silent || props.actions ? undefined : GoldenPath.of(owner)?.alarmTopicArn;
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
  if (isUnheard(owner, props)) listen(alarm);
  return alarm;
}

const UNHEARD_ALARMS = new WeakMap<Stack, cloudwatch.CfnAlarm[]>();

/** Warns once for each stack, unless somebody gives the alarms an action until then, by an Aspect for instance. */
function listen(alarm: cloudwatch.CfnAlarm): void {
  const stack = Stack.of(alarm);
  const known = UNHEARD_ALARMS.get(stack);
  if (known) return void known.push(alarm);
  const alarms = [alarm];
  UNHEARD_ALARMS.set(stack, alarms);
  stack.node.addValidation({
    validate: () => {
      const unheard = alarms.filter(
        each => !actionsOf(each)?.length && each.node.scope!.node.tryFindChild(each.node.id),
      );
      if (unheard.length > 0) {
        Annotations.of(stack).addWarningV2(UNHEARD, unheardWarning(stack.node.path, unheard.length));
      }
      return [];
    },
  });
}

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
