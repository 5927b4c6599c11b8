import { stringify } from 'yaml';
import { addressOf } from '../assembly/stack.js';
import type { Reference } from '../decisions/reference.js';
import { answersHttp } from './kinds.js';
import type { Placed } from './entities.js';

/** A CloudWatch query. The names of its fields are the same for both engines. */
interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly namespace?: string;
  readonly metric?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly dimensions?: { readonly [name: string]: unknown };
}

/**
 * Objectives in OpenSLO v1 from the thresholds of alarms. An alarm on an error rate becomes an objective for
 * availability, an alarm on a percentile of a time becomes one for latency.
 *
 * @param window the time window of the objectives, which alarms do not have: `28d`
 */
export function openSloOf(placed: readonly Placed[], reference: Reference, window: string): string {
  const documents = placed
    .filter(({ kind }) => kind === 'Component')
    .flatMap(place => {
      const objectives = alarms(place).flatMap(
        alarm => availability(place, alarm, reference, window) ?? latency(place, alarm, reference, window) ?? [],
      );
      if (objectives.length === 0) return [];
      return [
        {
          apiVersion: 'openslo/v1',
          kind: 'Service',
          metadata: { name: place.name, displayName: place.unit.id },
          spec: { description: `${place.unit.entry.capability} of ${place.owner}` },
        },
        ...objectives,
      ];
    });
  return documents.map(each => `---\n${stringify(each, { lineWidth: 0 })}`).join('');
}

interface Alarm {
  readonly slot: string;
  readonly threshold: number;
  readonly percentile: number | undefined;
  readonly queries: readonly Query[];
  readonly result: Query;
}

function availability(
  place: Placed,
  { slot, threshold, queries, result }: Alarm,
  reference: Reference,
  window: string,
) {
  const parts = ratioOf(result.expression);
  if (!parts || threshold <= 0 || threshold >= 100) return undefined;
  const source = (expression: string) =>
    sourceOf(place, [
      { id: 'result', expression },
      ...queries.filter(({ id }) => new RegExp(`\\b${id}\\b`).test(expression)),
    ]);
  return objective(place, slot, reference, window, {
    name: answersHttp(place.unit) ? 'availability' : 'success',
    summary: `No more than ${threshold} % end in an error`,
    indicator: { ratioMetric: { counter: true, bad: source(parts.bad), total: source(parts.total) } },
    target: rounded(1 - threshold / 100),
  });
}

function latency(place: Placed, { slot, threshold, percentile, result }: Alarm, reference: Reference, window: string) {
  // Only an API has a latency objective. The run time of other programs is a limit, and not a promise to a user.
  if (percentile === undefined || percentile >= 100 || !answersHttp(place.unit)) return undefined;
  const source = (stat: string) => sourceOf(place, [{ ...result, id: 'result', stat }]);
  return objective(place, slot, reference, window, {
    name: 'latency',
    summary: `${percentile} % take no longer than ${threshold} (${result.metric})`,
    // TC counts the values within its bounds.
    indicator: { ratioMetric: { counter: true, good: source(`TC(:${threshold})`), total: source('SampleCount') } },
    target: rounded(percentile / 100),
  });
}

function objective(
  place: Placed,
  slot: string,
  reference: Reference,
  window: string,
  { name, summary, indicator, target }: { name: string; summary: string; indicator: object; target: number },
) {
  const { entry, stack } = place.unit;
  const decision = Object.entries(reference.decisions).find(
    ([each, { places }]) =>
      each.startsWith(`${entry.capability}.`) &&
      places[stack.engine].some(at => at.slot === slot && /^threshold$/i.test(at.path)),
  )?.[0];
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name: `${place.name}-${name}`,
      displayName: `${place.unit.id}: ${name}`,
      annotations: {
        'goldenpath.dev/construct': place.unit.id,
        'goldenpath.dev/alarm': slot,
        ...(decision === undefined ? {} : { 'goldenpath.dev/decision': decision }),
      },
    },
    spec: {
      description: `${summary}: where its alarm rings.`,
      service: place.name,
      indicator: { metadata: { name: `${place.name}-${name}` }, spec: indicator },
      timeWindow: [{ duration: window, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: summary, target }],
    },
  };
}

function sourceOf(
  {
    unit: {
      deployment: { stackName, region },
    },
  }: Placed,
  queries: readonly Query[],
) {
  return {
    metricSource: { type: 'CloudWatch', spec: { stack: stackName, ...(region === null ? {} : { region }), queries } },
  };
}

function alarms({
  unit: {
    entry,
    template,
    stack: { engine },
  },
}: Placed): Alarm[] {
  return entry.resources
    .filter(({ type }) => /^(AWS::CloudWatch::Alarm|aws_cloudwatch_metric_alarm)$/.test(type))
    .flatMap(resource => {
      const body = template[addressOf(engine, resource)]?.body as any;
      if (!body) return [];
      const queries: Query[] = (body.Metrics ?? body.metric_query ?? []).map(queryOf);
      const result = (body.Metrics ?? body.metric_query ?? []).find((each: any) => each.ReturnData ?? each.return_data);
      const statistic = body.ExtendedStatistic ?? body.extended_statistic ?? body.Statistic ?? body.statistic;
      const simple: Query = {
        id: 'result',
        namespace: body.Namespace ?? body.namespace,
        metric: body.MetricName ?? body.metric_name,
        stat: statistic,
        period: body.Period ?? body.period,
        dimensions: dimensionsOf(body.Dimensions ?? body.dimensions),
      };
      const percentile = /^p(\d+(?:\.\d+)?)$/.exec(String(statistic))?.[1];
      return [
        {
          slot: resource.slot,
          threshold: Number(body.Threshold ?? body.threshold),
          percentile: percentile === undefined ? undefined : Number(percentile),
          queries: queries.filter(({ expression }) => expression === undefined),
          result: result ? queryOf(result) : simple,
        },
      ];
    });
}

function queryOf(query: any): Query {
  const expression = query.Expression ?? query.expression;
  if (expression !== undefined) return { id: query.Id ?? query.id, expression };
  const { Metric, Stat, Period } = query.MetricStat ?? {};
  const [metric = query.metric ?? {}] = [query.metric].flat();
  return {
    id: query.Id ?? query.id,
    namespace: Metric?.Namespace ?? metric.namespace,
    metric: Metric?.MetricName ?? metric.metric_name,
    stat: Stat ?? metric.stat,
    period: Period ?? metric.period,
    dimensions: dimensionsOf(Metric?.Dimensions ?? metric.dimensions),
  };
}

/** The dimensions of a metric. A value that is known only after the deployment is `${LogicalId.Attribute}`. */
function dimensionsOf(dimensions: unknown): { [name: string]: unknown } {
  const pairs: Array<[string, unknown]> = Array.isArray(dimensions)
    ? dimensions.map(({ Name, Value }) => [Name, Value])
    : Object.entries(dimensions ?? {});
  return Object.fromEntries(pairs.map(([name, value]) => [name, substitution(value)]));
}

function substitution(value: any): unknown {
  if (typeof value?.Ref === 'string') return `\${${value.Ref}}`;
  if (Array.isArray(value?.['Fn::GetAtt'])) return `\${${value['Fn::GetAtt'].join('.')}}`;
  const [separator, parts] = value?.['Fn::Join'] ?? [];
  return Array.isArray(parts) ? parts.map(substitution).join(separator) : value;
}

/** The parts of an expression `100 * bad / total`. Each part can be in brackets. */
function ratioOf(expression: string | undefined): { bad: string; total: string } | undefined {
  const ratio = /^100 \* (.+)$/.exec(expression ?? '')?.[1];
  if (ratio === undefined) return undefined;
  let depth = 0;
  const slashes = [...ratio].flatMap((each, at) => {
    depth += each === '(' ? 1 : each === ')' ? -1 : 0;
    return each === '/' && depth === 0 ? [at] : [];
  });
  return slashes.length === 1
    ? { bad: ratio.slice(0, slashes[0]).trim(), total: ratio.slice(slashes[0]! + 1).trim() }
    : undefined;
}

/** Removes the rounding errors of binary fractions. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
