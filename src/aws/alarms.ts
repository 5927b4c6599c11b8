import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CapabilityConstruct } from './capability-construct';
import { upperFirst } from './role';
import { GoldenPath } from '../core/golden-path';

/** One alarm: when, over how long, and what it means to the person who is woken. */
export interface AlarmProps {
  /** What is wrong when it rings, and where to look first. */
  readonly description: string;
  /** A single metric. */
  readonly metric?: MetricProps;
  /** Or a formula over several; the last one is the one that is compared. */
  readonly metrics?: cloudwatch.CfnAlarm.MetricDataQueryProperty[];
  readonly threshold: number;
  /**
   * @default 'GreaterThanOrEqualToThreshold'
   */
  readonly comparison?: 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';
  /** How many periods in a row. */
  readonly periods: number;
  /**
   * @default 'notBreaching'
   */
  readonly missingData?: 'notBreaching' | 'breaching' | 'ignore' | 'missing';
  /**
   * Whether it tells nobody, because only a deployment looks at it.
   *
   * @default false
   */
  readonly silent?: boolean;
}

/** A CloudWatch metric. */
export interface MetricProps {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: { readonly [name: string]: string };
  /** `Average`, `Sum`, `p99`... */
  readonly statistic: string;
  /**
   * In seconds.
   *
   * @default 60
   */
  readonly period?: number;
}

/** Makes an alarm in a slot. It tells the platform team's topic, both when it rings and when all is well again. */
export function alarm(owner: CapabilityConstruct, slot: string, props: AlarmProps): cloudwatch.CfnAlarm {
  const topic = props.silent ? undefined : GoldenPath.of(owner)?.alarmTopicArn;
  const metric = props.metric && {
    namespace: props.metric.namespace,
    metricName: props.metric.name,
    dimensions: dimensionsOf(props.metric),
    // Percentiles are another property than statistics.
    ...(/^p\d/.test(props.metric.statistic) ? { extendedStatistic: props.metric.statistic } : { statistic: props.metric.statistic }),
    period: props.metric.period ?? 60,
  };
  return owner._slot(slot, new cloudwatch.CfnAlarm(owner, upperFirst(slot), {
    // What CloudWatch takes; more than that is only possible with very long construct paths.
    alarmDescription: props.description.slice(0, 1024),
    ...metric,
    metrics: props.metrics,
    threshold: props.threshold,
    comparisonOperator: props.comparison ?? 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: props.periods,
    datapointsToAlarm: props.periods,
    treatMissingData: props.missingData ?? 'notBreaching',
    actionsEnabled: true,
    alarmActions: topic ? [topic] : undefined,
    okActions: topic ? [topic] : undefined,
  }));
}

/** A metric as one term of a formula. */
export function term(id: string, metric: MetricProps): cloudwatch.CfnAlarm.MetricDataQueryProperty {
  return {
    id,
    returnData: false,
    metricStat: {
      metric: { namespace: metric.namespace, metricName: metric.name, dimensions: dimensionsOf(metric) },
      period: metric.period ?? 60,
      stat: metric.statistic,
    },
  };
}

function dimensionsOf(metric: MetricProps): cloudwatch.CfnAlarm.DimensionProperty[] {
  return Object.entries(metric.dimensions).map(([name, value]) => ({ name, value }));
}
