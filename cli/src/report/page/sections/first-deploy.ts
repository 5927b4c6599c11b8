import * as Plot from '@observablehq/plot';
import type { FirstDeploy, FirstDeployBand, Report, Survival } from '../../model.js';
import { ACROSS, ALL, DASHES, figure, OFF, ON, type Series } from '../chart.js';
import { markup, idOf, type Content, type Markup } from '../html.js';
import { count, fixed, measured, percent, shownAs, tick } from '../numbers.js';
import { bar, detailFile, estimate, section } from '../parts.js';
import { table } from '../table.js';

interface Group extends Series {
  readonly survival: Survival;
}

/** Days that people plan in. */
const DAYS = [1, 2, 7, 14, 21, 30, 60, 90, 180, 365];

export function firstDeploy({ firstDeploy: clocks }: Report): Markup {
  const seen = clocks.filter(({ all }) => all.n > 0);
  if (seen.length === 0)
    return section(
      'firstDeploy',
      markup`The time to a first production deploy is <span class="none">not measured</span>: nobody was seen to start.`,
    );
  const sentence = ({ clock, all: { median, n } }: FirstDeploy): Content =>
    !median.judged
      ? markup`Of ${count(n)} ${clock}s, it is not enough to judge. `
      : median.value === null
        ? markup`Less than half of ${count(n)} ${clock}s have got there yet. `
        : markup`Half of all ${clock}s ${clock === 'new service' ? 'are in production' : 'have a change in production'} within <strong>${measured(median, shownAs('days', median.value))!.value}</strong>. `;
  return section(
    'firstDeploy',
    seen.map(sentence),
    markup`<p class="basis">Two clocks. Those who are not there yet count for as long as they have been waiting (Kaplan-Meier): to leave them out would make everything look faster than it is. Shares have Rothman's interval, for independent teams. The same as a table: ${detailFile('firstDeploy')}.</p>`,
    clocks.map(clock),
  );
}

function clock(each: FirstDeploy): Markup {
  const { clock: name, definition, all, arms } = each;
  const heading = markup`<h3>A ${name}</h3><p class="basis">${definition}</p>`;
  if (all.n === 0)
    return markup`${heading}<p><span class="none">not measured</span>${all.median.note && markup`: ${all.median.note}`}</p>`;
  const groups: readonly Group[] = arms
    ? [
        { ...ON, survival: arms.on },
        { ...OFF, survival: arms.off },
      ]
    : [{ ...ALL, survival: all }];
  const shownInTables: readonly Group[] = arms ? [...groups, { ...ALL, survival: all }] : groups;
  return markup`${heading}
${arms === null && markup`<p class="basis">Whether they are on the platform is not known.</p>`}
<div class="stats">${shownInTables.map(stat)}</div>
${curves(name, groups)}
${bands(name, shownInTables)}`;
}

function stat({ name, series, survival: { n: size, reached, waiting, median, restrictedMean: mean } }: Group): Markup {
  const days = (value: number) => measured({ value, interval: null }, shownAs('days', value))!.value;
  const isKnown = median.value !== null && median.judged;
  const middle =
    size > 0 && median.value === null
      ? markup`<span class="none">no median yet</span><span class="basis">${median.note ?? 'Less than half have got there.'}</span>`
      : estimate(median, shownAs('days', median.value));
  return markup`<div class="stat ${series}"><p class="stat-name">${name}${isKnown && ', the median'}</p>${middle}
${size > 0 && markup`<span class="basis">${count(reached)} of ${count(size)} got there, ${count(waiting)} still waiting</span>`}
${isKnown && mean.value !== null && mean.restrictedTo !== null && markup`<span class="basis">Mean up to day ${fixed(mean.restrictedTo, 0)}: ${days(mean.value)}</span>`}</div>`;
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
    says: `${title}, by days: ${drawn.map(within).join('; ')}.`,
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
    note: `Lower is sooner. Shaded: the ${levelOf(drawn)}interval. Later days stand closer together; the dotted lines are those of the bands below.`,
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

/** The days that matter most first, as long as there is room between them. */
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

/** The step of the curve that a day is on; none after the last of those who were watched. */
function at({ curve }: Survival, days: number) {
  return curve.findLast(point => point.days <= days);
}

function notYet(survival: Survival, days: number): Content {
  const point = at(survival, days);
  if (!point) return markup`<span class="none">not measured</span>`;
  return markup`${percent(point.notYet)} <span class="basis">${percent(point.low)} to ${percent(point.high)}</span>`;
}

function bands(clockName: string, groups: readonly Group[]): Markup {
  const names = groups.at(-1)!.survival.bands;
  const bandOf = ({ survival }: Group, name: string): FirstDeployBand | undefined =>
    survival.bands.find(({ band }) => band === name);
  const cell = (group: Group, name: string): Content => {
    const band = bandOf(group, name);
    if (!band || band.share === null) return markup`<span class="none">not measured</span>`;
    const { low = null, high = null } = band.interval ?? {};
    return markup`${bar(band.share, percent(band.share), band.interval ?? null, group.series)}<span class="basis">${low !== null && high !== null && markup`${percent(low)} to ${percent(high)}, `}${count(band.reached)} seen</span>`;
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
