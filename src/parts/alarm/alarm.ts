/**
 * A CloudWatch metric.
 *
 * @internal
 */
export interface MetricProps {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: { readonly [name: string]: string };
  /** `Average`, `Sum`, `p99`... */
  readonly statistic: string;
}

/**
 * One value out of several metrics.
 *
 * @internal
 */
export interface MetricFormula {
  /** The metrics, by their names in the expression. */
  readonly terms: { readonly [id: string]: MetricProps };
  /**
   * In CloudWatch's metric math.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  readonly expression: string;
  readonly label: string;
}

/**
 * One alarm: at which value, for how long, and what it means to the person who is woken.
 *
 * @internal
 */
export interface AlarmProps {
  /** The problem, in a sentence, and where to look first. */
  readonly description: string;
  /** A metric, or a formula over several. */
  readonly metric: MetricProps | MetricFormula;
  readonly threshold: number;
  /** Whether it rings below the threshold, instead of at and above it. */
  readonly below?: boolean;
  /** How many minutes in a row. */
  readonly periods: number;
  /** Whether it tells nobody: only a deployment looks at it. */
  readonly silent?: boolean;
  /** The ARNs of its actions, instead of telling anybody: a scaling policy. */
  readonly actions?: string[];
}

/**
 * The length of a period, in seconds: the shortest of standard metrics.
 *
 * @internal
 */
export const PERIOD_SECONDS = 60;

/**
 * How often a rule of EventBridge has matched. An alarm on an event watches this metric.
 *
 * @internal
 */
export function matchesOf(ruleName: string): MetricProps {
  return { namespace: 'AWS/Events', name: 'TriggeredRules', statistic: 'Sum', dimensions: { RuleName: ruleName } };
}

/**
 * How an alarm compares.
 *
 * @internal
 */
export function comparisonOf({ below }: AlarmProps): string {
  return below ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold';
}

/**
 * Whether a statistic is a percentile: percentiles have a property of their own.
 *
 * @internal
 */
export function isPercentile(statistic: string): boolean {
  return /^p\d/.test(statistic);
}

/**
 * Whether several metrics are watched.
 *
 * @internal
 */
export function isFormula(metric: MetricProps | MetricFormula): metric is MetricFormula {
  return 'expression' in metric;
}

/**
 * The longest description that CloudWatch takes. Only very long construct paths come to more.
 *
 * @internal
 */
export const LONGEST_DESCRIPTION = 1024;

/**
 * A time in minutes, as a text.
 *
 * @internal
 */
export function minutes(count: number): string {
  return count === 1 ? 'a minute' : `${count} minutes`;
}
