import * as Plot from '@observablehq/plot';
import { MINIMUM_TEAMS } from '../../estimate.js';
import type { Dora, DoraMetric, Gap, Report } from '../../model.js';
import { ACROSS, along, DASHES, figure, OFF, ON } from '../chart.js';
import { concat, idOf, markup, type Content, type Markup } from '../html.js';
import {
  compared,
  count,
  counted,
  direction,
  measured,
  month,
  percent,
  plain,
  shownAs,
  tick,
  type Shown,
} from '../numbers.js';
import { basis, chip, estimate, n, none, paragraph, section } from '../parts.js';
import { table } from '../table.js';
import { services } from './dora-services.js';
import { tiers } from './dora-tiers.js';

/** The unit for all values of a measure. Hours beside days would be hard to compare. */
export function shownOf({ unit, all, arms, trend }: DoraMetric): Shown {
  return shownAs(
    unit,
    all.value,
    arms.on.value,
    arms.off.value,
    ...(all.value === null ? trend.flatMap(each => [each.on, each.off]) : []),
  );
}

export function dora({ dora: all }: Report): Markup {
  if (isUnmeasured(all))
    return section(
      'dora',
      lead(all),
      concat(
        markup`<p>Give the deployments with <code>--events</code>: CDEvents, what GitHub or Amazon ECS tell. `,
        markup`With <code>--from account</code> the events of its stacks are read.</p>`,
      ),
    );
  return section(
    'dora',
    lead(all),
    paragraph('warning', all.selfSelection),
    table({
      caption: 'The five measures, on and off the platform',
      isCaptionHidden: true,
      rows: all.metrics,
      className: 'five',
      columns: [
        {
          title: 'Measure',
          className: 'words',
          cell: (row: DoraMetric) => [
            markup`<a href="#${idOf('dora', row.name)}">${row.name}</a>`,
            basis(`${row.better} is better`),
          ],
        },
        { title: 'On the platform', cell: (row: DoraMetric) => estimate(row.arms.on, shownOf(row)) },
        { title: 'Off the platform', cell: (row: DoraMetric) => estimate(row.arms.off, shownOf(row)) },
        { title: 'Difference', cell: (row: DoraMetric) => gap(row) },
      ],
    }),
    paragraph('basis', methodText(all.minimumN)),
    markup`<div class="metrics">${all.metrics.map(each => metric(each, all.minimumN))}</div>`,
    tiers(all),
    services(all),
  );
}

function methodText(minimumN: number): string {
  return (
    `Nothing is judged under ${n(minimumN)}. Intervals of an arm, of all and of a difference are made from ` +
    'independent teams, and not from deployments: those of one team are alike. They allow for teams that are few ' +
    'and unequal (jackknife over teams, degrees of freedom of Bell and McCaffrey, effective sample size of Korn and ' +
    'Graubard); where some teams deploy five times as often as others, those of lead time and frequency hold in 9 ' +
    `of 10 cases rather than in 95 of 100. Fewer than ${count(MINIMUM_TEAMS)} teams speak for themselves alone, and ` +
    'are not compared.'
  );
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five'];

function isUnmeasured({ metrics, services: all }: Dora): boolean {
  return all.length === 0 && metrics.every(metric => metric.all.value === null);
}

function lead({ metrics }: Dora): Content {
  if (metrics.every(({ all }) => all.value === null))
    return markup`Delivery is <span class="none">not measured</span>: no deployment events were read.`;
  const named = (verdict: Gap['verdict']) => metrics.filter(({ gap: each }) => each?.verdict === verdict);
  const clauses = [
    [named('better').length, 'better'],
    [named('worse').length, 'worse'],
    [named('unclear').length, 'not clearly different'],
    [metrics.length - named('better').length - named('worse').length - named('unclear').length, 'not compared'],
  ] as const;
  const parts = clauses.filter(([number]) => number > 0);
  const separator = (index: number) => index > 0 && (index === parts.length - 1 ? ' and ' : ', ');
  return [
    'Of five measures, services on the platform are ',
    parts.map(
      ([number, verdict], index) => markup`${separator(index)}<strong>${verdict}</strong> in ${NUMBERS[number]}`,
    ),
    '.',
  ];
}

const VERDICTS = {
  better: ['better', 'good'],
  worse: ['worse', 'bad'],
  unclear: ['no clear difference', 'quiet'],
  'not enough to judge': ['not enough to judge', 'quiet'],
} as const;

/** The difference between the arms. A difference for the worse is shown as plainly as one for the better. */
function gap(metric: DoraMetric): Markup {
  if (metric.gap === null) return none('not measured');
  const { difference, interval, teams, verdict } = metric.gap;
  const [text, tone] = VERDICTS[verdict];
  const teamCounts = `${counted(teams.on, 'team')} on, ${count(teams.off)} off`;
  if (verdict === 'not enough to judge') return concat(chip(text, tone), basis(teamCounts));
  const texts = compared(difference, interval, metric.unit, shownOf(metric));
  const size = difference === 0 ? 'none' : `${texts.size} ${direction(metric.unit, difference)}`;
  return concat(
    markup`${chip(text, tone)} <strong class="value">${size}</strong>`,
    basis(markup`${percent(interval.level)} interval <span class="whole">${texts.interval}</span>, ${teamCounts}`),
  );
}

function metric(each: DoraMetric, minimumN: number): Markup {
  const id = idOf('dora', each.name);
  const terms: ReadonlyArray<readonly [string, Content]> = [
    ['All', estimate(each.all, shownOf(each))],
    ['What', each.definition],
    ['Clock', each.clock],
    ['Interval', [each.all.interval?.method ?? 'none', each.gap && `; of the difference: ${each.gap.interval.method}`]],
  ];
  return markup`<article id="${id}"><h3>${each.name}</h3>
${trend(each, id, minimumN)}
<dl class="method">${terms.map(([term, text]) => markup`<dt>${term}</dt><dd>${text}</dd>`)}</dl></article>
`;
}

function trend(each: DoraMetric, id: string, minimumN: number): Markup {
  const shown = shownOf(each);
  const points = each.trend.flatMap(({ at, on, off, nOn, nOff }) => [
    { date: new Date(at), arm: 'on' as const, value: nOn < minimumN ? null : on },
    { date: new Date(at), arm: 'off' as const, value: nOff < minimumN ? null : off },
  ]);
  if (!points.some(({ value }) => value !== null))
    return paragraph('basis', 'By month: ', none('not enough to judge'), ', or nothing to measure.');
  const number = (value: number) => (value === 0 ? '0' : measured({ value, interval: null }, shown)!.value);
  const text = (value: number | null, size: number): Content =>
    value === null
      ? none('not measured')
      : size < minimumN
        ? none(`not enough to judge (${n(size)})`)
        : [`${number(value)} `, basis(n(size))];
  const line = (arm: 'on' | 'off') => points.filter(point => point.arm === arm);
  const known = (arm: 'on' | 'off') => line(arm).filter(({ value }) => value !== null);
  const ends = (arm: 'on' | 'off', name: string) =>
    known(arm).length > 0 && `${name} from ${number(known(arm)[0]!.value!)} to ${number(known(arm).at(-1)!.value!)}`;
  const highest = Math.max(...points.map(({ value }) => value ?? 0));
  return figure({
    id: `${id}-by-month`,
    title: `By month${shown.axis === null ? '' : `, ${shown.axis}`}`,
    altText:
      `${each.name} by month: ` +
      `${[ends('on', 'on the platform'), ends('off', 'off it')].filter(Boolean).join(', ')}.`,
    isHalf: true,
    legend: [ON, OFF],
    draw: () => ({
      height: 200,
      marginLeft: 46,
      marginRight: 14,
      marginTop: 10,
      marginBottom: 40,
      x: { type: 'utc' },
      y: {
        ...ACROSS,
        domain: [0, highest === 0 ? 1 : highest * 1.1],
        ticks: 4,
        tickFormat: value => (shown.axis === null ? tick(value) : plain(value * shown.factor)),
      },
      marks: [
        along(4),
        Plot.ruleY([0]),
        (['on', 'off'] as const).map(arm => [
          Plot.lineY(line(arm), {
            x: 'date',
            y: 'value',
            stroke: `var(--${arm})`,
            strokeWidth: 2.2,
            strokeDasharray: DASHES[arm],
          }),
          Plot.dot(known(arm), { x: 'date', y: 'value', fill: `var(--${arm})`, r: 2.5 }),
        ]),
      ],
    }),
    table: {
      caption: `${each.name} by month`,
      isCaptionHidden: true,
      rows: each.trend,
      columns: [
        { title: 'Month', cell: row => month(row.at) },
        { title: 'On the platform', isNumber: true, cell: row => text(row.on, row.nOn) },
        { title: 'Off the platform', isNumber: true, cell: row => text(row.off, row.nOff) },
      ],
    },
    note:
      each.trend.some(({ nOn, nOff }) => (nOn > 0 && nOn < minimumN) || (nOff > 0 && nOff < minimumN)) &&
      `Months under n = ${count(minimumN)} are left out.`,
  });
}
