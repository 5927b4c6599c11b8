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
  /** The metrics, by the names that the expression knows them by. */
  readonly terms: { readonly [id: string]: MetricProps };
  /** In the language of CloudWatch's metric math. */
  readonly expression: string;
  readonly label: string;
}

/**
 * One alarm: when, over how long, and what it means to the person who is woken.
 *
 * @internal
 */
export interface AlarmProps {
  /** What is wrong when it rings, and where to look first. */
  readonly description: string;
  /** What is watched: a metric, or a formula over several. */
  readonly metric: MetricProps | MetricFormula;
  readonly threshold: number;
  /** Whether it rings below the threshold, instead of at and above it. */
  readonly below?: boolean;
  /** How many minutes in a row. */
  readonly periods: number;
  /** Whether it tells nobody, because only a deployment looks at it. */
  readonly silent?: boolean;
  /** The ARNs of what it sets in motion, instead of telling anybody: a scaling policy. */
  readonly actions?: string[];
}

/**
 * The length of a period, in seconds: as short as standard metrics have it.
 *
 * @internal
 */
export const PERIOD_SECONDS = 60;

/**
 * How often a rule of EventBridge has matched: what an alarm on an event looks at.
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
 * Whether a statistic is a percentile, which is another property than the rest.
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
 * What CloudWatch takes. More than that is only possible with very long construct paths.
 *
 * @internal
 */
export const LONGEST_DESCRIPTION = 1024;

/**
 * A time as a description says it.
 *
 * @internal
 */
export function minutes(count: number): string {
  return count === 1 ? 'a minute' : `${count} minutes`;
}
