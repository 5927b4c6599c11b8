import { collect } from '../exceptions/collect.js';
import { demandOf } from '../exceptions/demand.js';
import type { Reference } from '../decisions/reference.js';
import type { Aggregates } from '../events/aggregates.js';
import type { BrokenFile } from '../events/ingest.js';
import { capabilitiesOf, editionsOf, platformOf, sunsetOf } from './adoption.js';
import { doraOf } from './dora.js';
import { firstDeploysOf } from './first-deploy.js';
import { cognitiveLoadOf } from './cognitive-load.js';
import { type DoraMetricId, type Escapes, REPORT_VERSION, type Report, type Source, type Tiers } from './model.js';
import { qualityOf } from './quality.js';
import { type StackRecord, stacksAt } from './stack-record.js';
import { summaryOf } from './summary.js';
import { valueOf } from './value.js';
import type { ValueInputs } from './value-inputs.js';

export interface ReportSettings {
  readonly program: { readonly name: string; readonly version: string };
  readonly now: Date;
  readonly asOf: Date;
  readonly windowFrom: Date;
  readonly minimumN: number;
  readonly incidentHours: number;
  readonly tiers: Tiers | null;
  readonly liftReading: 'ratio' | 'excess' | null;
  readonly liftMetric: DoraMetricId | null;
  readonly value: ValueInputs;
  readonly ownerOf: (capability: string) => string | null;
  readonly seed: number;
  readonly simulations: number;
}

export interface ReportInputs {
  readonly sources: readonly Source[];
  readonly records: readonly StackRecord[];
  readonly brokenManifests: number;
  readonly reference: Reference;
  /** Null without files of events. */
  readonly aggregates: Aggregates | null;
  readonly brokenFiles: readonly BrokenFile[];
  readonly ambiguousNames: readonly string[];
}

export const NO_EVENTS: Aggregates = {
  placed: [],
  months: [],
  serviceMedians: [],
  armMedians: [],
  fleetMedians: [],
  teamHalves: [],
  classes: [],
  firstServices: [],
  firstEngineers: [],
  quality: {},
  outOfOrder: 0,
  duplicates: { events: 0, surplus: 0, examples: [] },
  negative: [],
  orphans: {},
  sameNames: [],
  toldAgain: [],
  examples: {},
};
const DAY = 24 * 60 * 60 * 1000;

/** Builds the report from the records of stacks and the aggregates of events. */
export function buildReport(
  { sources, records, brokenManifests, reference, aggregates, brokenFiles, ambiguousNames }: ReportInputs,
  settings: ReportSettings,
): Report {
  const { asOf, windowFrom, minimumN, seed } = settings;
  const platform = platformOf(records, asOf, minimumN);
  const capabilities = capabilitiesOf(records, reference, asOf, minimumN);
  const dora = doraOf(aggregates ?? NO_EVENTS, settings);
  const firstDeploy = firstDeploysOf(aggregates ?? NO_EVENTS, asOf);
  const window =
    aggregates === null
      ? null
      : { from: windowFrom.toISOString(), to: asOf.toISOString(), days: (asOf.getTime() - windowFrom.getTime()) / DAY };
  const created =
    aggregates?.firstServices.filter(({ arm, began_at }) => arm === 'on' && began_at > windowFrom).length ?? null;
  const report: Omit<Report, 'summary'> = {
    reportVersion: REPORT_VERSION,
    program: settings.program,
    organization:
      stacksAt(records, asOf)
        .map(({ manifest }) => manifest?.organization)
        .find(each => each) ?? null,
    madeAt: settings.now.toISOString(),
    asOf: asOf.toISOString(),
    window,
    sources,
    platform,
    capabilities,
    editions: editionsOf(records, asOf, reference),
    sunset: sunsetOf(capabilities, records, asOf, settings.ownerOf),
    dora,
    firstDeploy,
    cognitiveLoad: cognitiveLoadOf(records, reference, asOf),
    escapes: escapesOf(stacksAt(records, asOf), reference, asOf),
    value: valueOf(
      { platform, dora, firstDeploy, window, newServices: created },
      {
        liftReading: settings.liftReading,
        liftMetric: settings.liftMetric,
        inputs: settings.value,
        seed,
        draws: settings.simulations,
      },
    ),
    dataQuality: qualityOf(aggregates, brokenFiles, {
      brokenManifests,
      futureManifests: records.filter(({ at }) => at !== null && at > asOf).length,
      ambiguousNames,
    }),
  };
  const { reportVersion, program, organization, madeAt, asOf: until, window: over, sources: from, ...rest } = report;
  return {
    reportVersion,
    program,
    organization,
    madeAt,
    asOf: until,
    window: over,
    sources: from,
    summary: summaryOf(report),
    ...rest,
  };
}

function escapesOf(stacks: readonly StackRecord[], reference: Reference, asOf: Date): Escapes {
  const listed = collect(stacks, [], asOf);
  const overdue = listed.filter(({ state }) => state === 'overdue');
  const countedOnly = stacks.flatMap(({ name, manifest, summary }) =>
    manifest === null && summary !== null && summary.escapes.recorded + summary.escapes.unrecorded > 0
      ? [{ stack: name, ...summary.escapes }]
      : [],
  );
  const sumOf = (which: 'recorded' | 'unrecorded') => countedOnly.reduce((sum, each) => sum + each[which], 0);
  return {
    recorded: listed.filter(({ kind }) => kind !== 'unrecorded').length + sumOf('recorded'),
    unrecorded: listed.filter(({ kind }) => kind === 'unrecorded').length + sumOf('unrecorded'),
    overdue: overdue.length,
    past: overdue.map(({ stack, where, properties, reason, owner, reviewBy, days, ageDays }) => ({
      stack: stack!,
      where,
      properties,
      reason,
      owner,
      reviewBy: reviewBy!,
      daysOver: -days!,
      ageDays,
    })),
    demand: demandOf(listed, reference).map(({ key, teams, recorded, unrecorded, oldestDays, change }) => ({
      what: key,
      teams,
      recorded,
      unrecorded,
      oldestDays,
      change,
    })),
    countedOnly: countedOnly
      .sort((a, b) => b.recorded + b.unrecorded - a.recorded - a.unrecorded || a.stack.localeCompare(b.stack))
      .slice(0, 200),
  };
}
