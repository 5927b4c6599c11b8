// Reports for the page: the report of the fixture, a report of a large fleet, and an empty report.
import { readFileSync } from 'node:fs';
import type { Count, DoraMetric, DoraMetricId, DoraService, Estimate, Report, Survival } from '../src/report/model.ts';

export const FIXTURE: Report = JSON.parse(readFileSync(new URL('fixtures/report.json', import.meta.url), 'utf8'));

export const NOT_MEASURED: Estimate = { value: null, n: 0, interval: null, judged: false, note: 'No events.' };

const METRICS: readonly DoraMetricId[] = [
  'deploymentFrequency',
  'changeLeadTime',
  'changeFailRate',
  'failedDeploymentRecoveryTime',
  'deploymentReworkRate',
];

/** A small random number generator with a seed, so that failures can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function estimate(value: number, n: number, around: number): Estimate {
  return {
    value,
    n,
    interval: { low: Math.max(0, value - around), high: value + around, level: 0.95, method: 'made up' },
    judged: n >= 30,
    note: null,
  };
}

/** A report of 10,000 services of 200 teams, with 24 capabilities and with names as long as AWS allows. */
export function largeReport(): Report {
  const next = random(7);
  const upTo = (most: number) => Math.floor(next() * most);
  const teams = Array.from({ length: 200 }, (_, index) =>
    `team-${index}-${'of-the-commerce-platform-'.repeat(index % 4)}`.slice(0, 80),
  );
  const countOf = (most: number): Count => {
    const eligible = upTo(most);
    return { using: upTo(eligible + 1), eligible, unknown: upTo(4) };
  };
  const byTeam = (most: number) => teams.map(team => ({ team, ...countOf(most) }));
  const days = Array.from({ length: 120 }, (_, index) =>
    new Date(Date.UTC(2024, 0, 1 + 7 * index)).toISOString().slice(0, 10),
  );
  const overTime = (most: number) =>
    days.map((at, index) => ({ at, eligible: most, using: Math.floor((most * index) / 200), unknown: 3 }));
  const services: DoraService[] = Array.from({ length: 10_000 }, (_, index) => ({
    service: `service-${index}-${'x'.repeat(index % 100)}`,
    team: teams[index % 200]!,
    arm: next() < 0.7 ? 'on' : 'off',
    metrics: Object.fromEntries(
      METRICS.map(metric => [metric, estimate(next(), upTo(200), 0.05)]),
    ) as DoraService['metrics'],
    tiers: Object.fromEntries(METRICS.map(metric => [metric, 'high'])) as DoraService['tiers'],
  }));
  const survival = (scale: number): Survival => ({
    n: 5000,
    reached: 4300,
    waiting: 700,
    median: estimate(scale, 5000, scale / 9),
    restrictedMean: { value: scale * 1.3, restrictedTo: 400 },
    bands: FIXTURE.firstDeploy[0]!.all.bands,
    curve: Array.from({ length: 400 }, (_, index) => {
      const notYet = Math.exp((-index * 0.693) / scale);
      return {
        days: index,
        notYet,
        low: notYet * 0.95,
        high: Math.min(1, notYet * 1.05),
        atRisk: Math.round(5000 * notYet),
      };
    }),
  });
  return {
    ...FIXTURE,
    sources: Array.from({ length: 400 }, (_, index) => ({
      kind: 'account',
      name: `account ${100_000_000_000 + index}`,
      read: upTo(90),
      format: null,
    })),
    platform: {
      ...FIXTURE.platform,
      using: 8123,
      eligible: 9990,
      unknown: 10,
      byTeam: byTeam(90),
      overTime: overTime(9990),
      offPathTotal: 1867,
      offPath: Array.from({ length: 1867 }, (_, index) => ({
        name: `Legacy-${index}`,
        team: index % 3 ? teams[index % 200]! : null,
        location: `account 111122223333, eu-west-1, stack Legacy-${index}`,
        resources: upTo(400),
      })),
    },
    capabilities: Array.from({ length: 24 }, (_, index) => ({
      ...FIXTURE.capabilities[0]!,
      capability: `capability-${index}`,
      ...countOf(9000),
      byTeam: byTeam(60),
      overTime: overTime(8000),
      versions: Array.from({ length: 30 }, (_each, version) => ({
        version: `1.${version}`,
        stacks: upTo(300),
        constructs: upTo(400),
      })),
    })),
    sunset: {
      ...FIXTURE.sunset,
      candidates: FIXTURE.sunset.candidates.map(each => ({
        ...each,
        users: teams.map(team => ({ team, stacks: ['a', 'b', 'c', 'd', 'e'].map(name => `${team}-${name}`) })),
      })),
    },
    dora: {
      ...FIXTURE.dora,
      services,
      metrics: FIXTURE.dora.metrics.map((metric): DoraMetric => ({
        ...metric,
        trend: days
          .filter((_, index) => index % 4 === 0)
          .map(at => ({ at, on: next(), off: next(), nOn: 900, nOff: 400 })),
      })),
    },
    firstDeploy: FIXTURE.firstDeploy.map(clock => ({
      ...clock,
      all: survival(5),
      arms: { on: survival(3), off: survival(14) },
    })),
    cognitiveLoad: {
      ...FIXTURE.cognitiveLoad,
      overTime: days.map(at => ({ at, ...FIXTURE.cognitiveLoad.now! })),
      byCapability: Array.from({ length: 24 }, (_, index) => ({
        ...FIXTURE.cognitiveLoad.byCapability[0]!,
        capability: `capability-${index}`,
      })),
    },
    escapes: {
      ...FIXTURE.escapes,
      demand: Array.from({ length: 300 }, (_, index) => ({
        ...FIXTURE.escapes.demand[0]!,
        what: `service.choice${index}`,
        teams: teams.slice(0, 200 - index / 2),
      })),
      past: Array.from({ length: 500 }, (_, index) => ({
        ...FIXTURE.escapes.past[0]!,
        where: `Prod/Stack-${index}/Service`,
        daysOver: 500 - index,
      })),
      countedOnly: Array.from({ length: 4000 }, (_, index) => ({
        stack: `Stack-${index}`,
        recorded: 1,
        unrecorded: 2,
      })),
    },
    dataQuality: {
      ...FIXTURE.dataQuality,
      findings: FIXTURE.dataQuality.findings.map(finding => ({
        ...finding,
        examples: Array.from({ length: 50 }, (_, index) => `events/${index}.jsonl: line ${index}`),
      })),
    },
  };
}

/** A report without any data. */
export function emptyReport(): Report {
  const nobody: Survival = {
    n: 0,
    reached: 0,
    waiting: 0,
    median: NOT_MEASURED,
    restrictedMean: { value: null, restrictedTo: null },
    bands: FIXTURE.firstDeploy[0]!.all.bands.map(band => ({ ...band, share: null, reached: 0 })),
    curve: [],
  };
  return {
    ...FIXTURE,
    organization: null,
    window: null,
    sources: [],
    summary: [],
    platform: {
      ...FIXTURE.platform,
      using: 0,
      eligible: 0,
      unknown: 0,
      share: NOT_MEASURED,
      byTeam: [],
      overTime: [],
      offPath: [],
      offPathTotal: 0,
    },
    capabilities: [],
    editions: [],
    sunset: { ...FIXTURE.sunset, candidates: [] },
    dora: {
      ...FIXTURE.dora,
      services: [],
      tiers: null,
      metrics: FIXTURE.dora.metrics.map(metric => ({
        ...metric,
        all: NOT_MEASURED,
        arms: { on: NOT_MEASURED, off: NOT_MEASURED },
        gap: null,
        trend: [],
        tiers: null,
      })),
    },
    firstDeploy: FIXTURE.firstDeploy.map(clock => ({ ...clock, all: nobody, arms: null })),
    cognitiveLoad: { ...FIXTURE.cognitiveLoad, now: null, overTime: [], byCapability: [] },
    escapes: { recorded: 0, unrecorded: 0, overdue: 0, past: [], demand: [], countedOnly: [] },
    value: {
      asWritten: {
        ...FIXTURE.value.asWritten,
        liftReading: null,
        liftMetric: null,
        result: null,
        terms: FIXTURE.value.asWritten.terms.map(term => ({ ...term, value: null })),
      },
      inUnits: {
        ...FIXTURE.value.inUnits,
        perYear: null,
        parts: [],
        chancePositive: null,
        breakEvenServices: null,
        returns: null,
        note: 'No input is known.',
        inputs: FIXTURE.value.inUnits.inputs.map(input => ({
          ...input,
          value: null,
          low: null,
          high: null,
          kind: 'missing' as const,
        })),
      },
    },
    dataQuality: {
      events: { read: 0, used: 0, setAside: 0 },
      findings: FIXTURE.dataQuality.findings.map(finding => ({ ...finding, count: 0, examples: [] })),
    },
  };
}

/** A report in which each text that is input, such as a name, is replaced. */
export function withTexts(report: Report, text: (was: string) => string): Report {
  // The page compares these fields with constants. They are not input.
  const kept = new Set(
    (
      'reportVersion section kind id arm verdict unit better stage clock liftReading liftMetric ' +
      'at from to madeAt asOf format url'
    ).split(' '),
  );
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : text(value);
    if (Array.isArray(value)) return value.map(each => replaced(each, key));
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, name)]));
    return value;
  };
  return replaced(report, '') as Report;
}
