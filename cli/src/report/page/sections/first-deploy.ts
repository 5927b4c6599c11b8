import * as Plot from '@observablehq/plot';
import type { FirstDeploy, FirstDeployBand, Report, Survival } from '../../model.js';
import { ACROSS, ALL, DASHES, figure, OFF, ON, type Series } from '../chart.js';
import { concat, idOf, markup, type Content, type Markup } from '../html.js';
import { count, fixed, measured, percent, shownAs, tick } from '../numbers.js';
import { bar, basis, detailFile, estimate, none, paragraph, section } from '../parts.js';
import { table } from '../table.js';

interface Group extends Series {
  readonly survival: Survival;
}

/** The days in the table of the curve. */
const DAYS = [1, 2, 7, 14, 21, 30, 60, 90, 180, 365];

export function firstDeploy({ firstDeploy: clocks }: Report): Markup {
  const seen = clocks.filter(({ all }) => all.n > 0);
  if (seen.length === 0)
    return section('firstDeploy', [
      'The time to a first production deploy is ',
      none('not measured'),
      ': nobody was seen to start.',
    ]);
  const sentence = ({ clock, all: { median, n } }: FirstDeploy): Content =>
    !median.judged
      ? markup`Of ${count(n)} ${clock}s, it is not enough to judge. `
      : median.value === null
        ? markup`Less than half of ${count(n)} ${clock}s have got there yet. `
        : [
            `Half of all ${clock}s ${clock === 'new service' ? 'are in production' : 'have a change in production'} `,
            markup`within <strong>${measured(median, shownAs('days', median.value))!.value}</strong>. `,
          ];
  return section(
    'firstDeploy',
    seen.map(sentence),
    paragraph(
      'basis',
      'Two clocks. Those who are not there yet count for as long as they have been waiting (Kaplan-Meier): to leave ' +
        'them out would make everything look faster than it is. ',
      markup`Shares have Rothman's interval, for independent teams. The same as a table: `,
      detailFile('firstDeploy'),
      '.',
    ),
    clocks.map(clock),
  );
}

function clock(each: FirstDeploy): Markup {
  const { clock: name, definition, all, arms } = each;
  const heading = markup`<h3>A ${name}</h3>${paragraph('basis', definition)}`;
  if (all.n === 0) return markup`${heading}<p>${none('not measured')}${all.median.note && `: ${all.median.note}`}</p>`;
  const groups: readonly Group[] = arms
    ? [
        { ...ON, survival: arms.on },
        { ...OFF, survival: arms.off },
      ]
    : [{ ...ALL, survival: all }];
  const shownInTables: readonly Group[] = arms ? [...groups, { ...ALL, survival: all }] : groups;
  return markup`${heading}
${arms === null && paragraph('basis', 'Whether they are on the platform is not known.')}
<div class="stats">${shownInTables.map(stat)}</div>
${curves(name, groups)}
${bands(name, shownInTables)}`;
}

function stat({ name, series, survival: { n: size, reached, waiting, median, restrictedMean: mean } }: Group): Markup {
  const days = (value: number) => measured({ value, interval: null }, shownAs('days', value))!.value;
  const isKnown = median.value !== null && median.judged;
  const middle =
    size > 0 && median.value === null
      ? concat(none('no median yet'), basis(median.note ?? 'Less than half have got there.'))
      : estimate(median, shownAs('days', median.value));
  const counts = size > 0 && basis(`${count(reached)} of ${count(size)} got there, ${count(waiting)} still waiting`);
  const meanText =
    isKnown &&
    mean.value !== null &&
    mean.restrictedTo !== null &&
    basis(`Mean up to day ${fixed(mean.restrictedTo, 0)}: ${days(mean.value)}`);
  return markup`<div class="stat ${series}"><p class="stat-name">${name}${isKnown && ', the median'}</p>${middle}
${counts}
${meanText}</div>`;
}

function curves(clockName: string, groups: readonly Group[]): Markup | false {
  const drawn = groups.filter(({ survival }) => survival.curve.length > 1);
  if (drawn.length === 0) return false;
  const last = Math.max(...drawn.map(({ survival }) => survival.curve.at(-1)!.days), 21);
  const within = ({ name, survival }: Group) =>
    `${name.toLowerCase()}, ${percent(1 - at(survival, 7)!.notYet)} within a week`;
  const title = `Share of ${clockName}s that have not deployed to production yet`;
  return figure({
    id: idOf('first-deploy', clockName),
    title,
    altText: `${title}, by days: ${drawn.map(within).join('; ')}.`,
    legend: drawn.length > 1 ? drawn : undefined,
    draw: ({ isNarrow, width }) => ({
      height: isNarrow ? 250 : 320,
      marginLeft: 46,
      marginRight: 16,
      marginTop: 12,
      marginBottom: 44,
      x: {
        type: 'sqrt',
        domain: [0, last],
        ticks: ticks(last, width - 62),
        tickSize: 0,
        tickPadding: 8,
        label: 'days',
        labelAnchor: 'center',
        labelArrow: 'none',
        tickFormat: String,
      },
      y: { ...ACROSS, domain: [0, 1], ticks: 5, tickFormat: tick },
      marks: [
        Plot.ruleX([2, 7, 21], { stroke: 'var(--line)', strokeDasharray: '2 3' }),
        drawn.map(({ series, survival }) => [
          Plot.areaY(survival.curve, {
            x: 'days',
            y1: 'low',
            y2: 'high',
            curve: 'step-after',
            fill: `var(--${series})`,
            fillOpacity: 0.18,
          }),
          Plot.lineY(survival.curve, {
            x: 'days',
            y: 'notYet',
            curve: 'step-after',
            stroke: `var(--${series})`,
            strokeWidth: 2.2,
            strokeDasharray: DASHES[series],
          }),
        ]),
        Plot.ruleY([0]),
      ],
    }),
    note:
      `Lower is sooner. Shaded: the ${levelOf(drawn)}interval. Later days stand closer together; the dotted lines ` +
      'are those of the bands below.',
    table: {
      caption: title,
      isCaptionHidden: true,
      rows: DAYS.filter(each => each <= last),
      columns: [
        { title: 'Day', cell: (row: number) => String(row) },
        ...drawn.flatMap(({ name, survival }) => [
          { title: name, isNumber: true, cell: (row: number) => notYet(survival, row) },
        ]),
      ],
    },
  });
}

/** The days on the axis: the most important days first, as long as 28 pixels remain between them. */
function ticks(last: number, width: number): number[] {
  const place = (days: number) => Math.sqrt(days / last) * width;
  const taken: number[] = [];
  for (const days of [0, 7, 21, 2, 60, 180, 365, 1, 30, 90, 14]) {
    if (days <= last && taken.every(other => Math.abs(place(days) - place(other)) >= 28)) taken.push(days);
  }
  return taken.sort((a, b) => a - b);
}

function levelOf(groups: readonly Group[]): string {
  const level = groups.find(({ survival }) => survival.median.interval)?.survival.median.interval?.level;
  return level === undefined ? '' : `${percent(level)} `;
}

/** The last step of the curve at or before a day. */
function at({ curve }: Survival, days: number) {
  return curve.findLast(point => point.days <= days);
}

function notYet(survival: Survival, days: number): Content {
  const point = at(survival, days);
  if (!point) return none('not measured');
  return [`${percent(point.notYet)} `, basis(`${percent(point.low)} to ${percent(point.high)}`)];
}

function bands(clockName: string, groups: readonly Group[]): Markup {
  const names = groups.at(-1)!.survival.bands;
  const bandOf = ({ survival }: Group, name: string): FirstDeployBand | undefined =>
    survival.bands.find(({ band }) => band === name);
  const cell = (group: Group, name: string): Content => {
    const band = bandOf(group, name);
    if (!band || band.share === null) return none('not measured');
    const { low = null, high = null } = band.interval ?? {};
    const range = low !== null && high !== null && `${percent(low)} to ${percent(high)}, `;
    return [
      bar(band.share, percent(band.share), band.interval ?? null, group.series),
      basis(range, `${count(band.reached)} seen`),
    ];
  };
  return table({
    caption: `How long a ${clockName} takes`,
    rows: names.map(({ band }) => band),
    columns: [
      { title: 'Time to first deploy', cell: (band: string) => band },
      ...groups.map(group => ({ title: group.name, className: 'with-bar', cell: (band: string) => cell(group, band) })),
    ],
  });
}
