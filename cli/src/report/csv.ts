import type { Estimate, Report } from './model.js';

type Cell = string | number | boolean | null | undefined;

/** The tables of the report, by file name. A null is an empty cell, and never 0. */
export function tablesOf(report: Report): { readonly [file: string]: string } {
  const { platform, capabilities, editions, sunset, dora, firstDeploy, cognitiveLoad, escapes, value, dataQuality } =
    report;
  const adoption = [{ capability: '(platform)', ...platform }, ...capabilities];
  return {
    'adoption.csv': csv(
      ['capability', 'using', 'eligible', 'unknown', ...ESTIMATE],
      adoption.map(each => [each.capability, each.using, each.eligible, each.unknown, ...cells(each.share)]),
    ),
    'adoption-by-team.csv': csv(
      ['capability', 'team', 'using', 'eligible', 'unknown'],
      adoption.flatMap(({ capability, byTeam }) =>
        byTeam.map(each => [capability, each.team, each.using, each.eligible, each.unknown]),
      ),
    ),
    'adoption-over-time.csv': csv(
      ['capability', 'at', 'using', 'eligible', 'unknown'],
      adoption.flatMap(({ capability, overTime }) =>
        overTime.map(each => [capability, each.at, each.using, each.eligible, each.unknown]),
      ),
    ),
    'versions.csv': csv(
      ['what', 'version', 'stacks'],
      [
        ...capabilities.flatMap(({ capability, versions }) =>
          versions.map(({ version, stacks }) => [capability, version, stacks]),
        ),
        ...editions.flatMap(({ edition, stacks, packages }) => [
          ['edition', edition, stacks],
          ...packages.map(each => [`package in edition ${edition}`, each.version, each.stacks]),
        ]),
      ],
    ),
    'sunset.csv': csv(
      ['capability', 'kind', 'because', 'owner', 'team', 'stacks'],
      sunset.candidates.flatMap(({ capability, kind, because, owner, users }) =>
        users.length
          ? users.map(({ team, stacks }) => [capability, kind, because, owner, team, stacks.join(' ')])
          : [[capability, kind, because, owner, null, null]],
      ),
    ),
    'off-platform.csv': csv(
      ['stack', 'team', 'location', 'resources'],
      platform.offPath.map(({ name, team, location, resources }) => [name, team, location, resources]),
    ),
    'dora.csv': csv(
      ['metric', 'arm', 'unit', ...ESTIMATE],
      dora.metrics.flatMap(({ id, unit, all, arms }) => [
        [id, 'all', unit, ...cells(all)],
        [id, 'on', unit, ...cells(arms.on)],
        [id, 'off', unit, ...cells(arms.off)],
      ]),
    ),
    'dora-gap.csv': csv(
      ['metric', 'unit', 'on less off', 'low', 'high', 'method', 'teams on', 'teams off', 'verdict'],
      dora.metrics.flatMap(({ id, unit, gap }) =>
        gap
          ? [
              [
                id,
                unit,
                gap.difference,
                gap.interval.low,
                gap.interval.high,
                gap.interval.method,
                gap.teams.on,
                gap.teams.off,
                gap.verdict,
              ],
            ]
          : [],
      ),
    ),
    'dora-trend.csv': csv(
      ['metric', 'month', 'on', 'off', 'n on', 'n off'],
      dora.metrics.flatMap(({ id, trend }) => trend.map(({ at, on, off, nOn, nOff }) => [id, at, on, off, nOn, nOff])),
    ),
    'services.csv': csv(
      ['service', 'team', 'arm', 'metric', 'tier', ...ESTIMATE],
      dora.services.flatMap(({ service, team, arm, metrics, tiers }) =>
        dora.metrics.map(({ id }) => [service, team, arm, id, tiers[id], ...cells(metrics[id])]),
      ),
    ),
    'first-deploy.csv': csv(
      [
        'clock',
        'arm',
        'n',
        'reached',
        'waiting',
        'median days',
        'low',
        'high',
        'band',
        'share in band',
        'share low',
        'share high',
      ],
      firstDeploy.flatMap(({ clock, all, arms }) =>
        [['all', all] as const, ...(arms ? [['on', arms.on] as const, ['off', arms.off] as const] : [])].flatMap(
          ([arm, { n, reached, waiting, median, bands }]) =>
            bands.map(({ band, share, interval }) => [
              clock,
              arm,
              n,
              reached,
              waiting,
              median.value,
              median.interval?.low,
              median.interval?.high,
              band,
              share,
              interval?.low,
              interval?.high,
            ]),
        ),
      ),
    ),
    'cognitive-load.csv': csv(
      [
        'at',
        'stacks',
        'made by team',
        'decided by the path',
        'decided by the platform team',
        'escapes',
        'share of the team',
      ],
      [...cognitiveLoad.overTime, ...(cognitiveLoad.now ? [{ at: 'now', ...cognitiveLoad.now }] : [])].map(each => [
        each.at,
        each.stacks,
        each.madeByTeam,
        each.decidedByPath,
        each.decidedByPlatformTeam,
        each.escapes,
        each.teamShare,
      ]),
    ),
    'escapes.csv': csv(
      ['what', 'teams', 'recorded', 'unrecorded', 'oldest days', 'change'],
      escapes.demand.map(({ what, teams, recorded, unrecorded, oldestDays, change }) => [
        what,
        teams.join(' '),
        recorded,
        unrecorded,
        oldestDays,
        change,
      ]),
    ),
    'escapes-overdue.csv': csv(
      ['stack', 'construct', 'properties', 'owner', 'review by', 'days over', 'age in days', 'reason'],
      escapes.past.map(({ stack, where, properties, owner, reviewBy, daysOver, ageDays, reason }) => [
        stack,
        where,
        properties.join(' '),
        owner,
        reviewBy,
        daysOver,
        ageDays,
        reason,
      ]),
    ),
    'value.csv': csv(
      ['name', 'value', 'low', 'high', 'unit', 'kind', 'source'],
      value.inUnits.inputs.map(each => [each.name, each.value, each.low, each.high, each.unit, each.kind, each.source]),
    ),
    'data-quality.csv': csv(
      ['finding', 'count', 'treatment', 'examples'],
      dataQuality.findings.map(({ title, count, treatment, examples }) => [
        title,
        count,
        treatment,
        examples.join('; '),
      ]),
    ),
  };
}

const ESTIMATE = ['value', 'n', 'low', 'high', 'method', 'judged', 'note'];

function cells({ value, n, interval, judged, note }: Estimate): Cell[] {
  return [value, n, interval?.low, interval?.high, interval?.method, judged, note];
}

/** A table as RFC 4180 has it. Names are input, so a text that a spreadsheet would run as a formula gets a quote. */
function csv(head: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  const cell = (value: Cell) => {
    if (value === null || value === undefined) return '';
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [head, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
