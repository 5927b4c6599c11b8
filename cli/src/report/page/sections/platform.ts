import * as Plot from '@observablehq/plot';
import type { DatedCount, Report, TeamCount } from '../../model.js';
import { ACROSS, along, figure } from '../chart.js';
import { concat, markup, type Markup } from '../html.js';
import { count, counted, day, measured, percent, shownAs, tick } from '../numbers.js';
import { bar, detailFile, n, none, paragraph, rest, section, shareOf, team } from '../parts.js';
import { table } from '../table.js';

const TEAMS = 15;
const STACKS = 15;

export function platform({
  platform: { using, eligible, unknown, share, definition, byTeam, overTime, offPath, offPathTotal },
}: Report): Markup {
  const lead =
    share.value === null
      ? ['Adoption of the platform is ', none('not measured'), `. ${share.note ?? 'No stack was found.'}`]
      : concat(
          markup`<strong>${count(using)} of ${counted(eligible, 'stack')}</strong> `,
          `${using === 1 ? 'is' : 'are'} on the platform`,
          share.judged ? `: ${percent(share.value)}` : ', which is not enough to judge',
          '.',
        );
  const { interval } = share;
  const intervalText =
    share.judged &&
    share.value !== null &&
    interval &&
    `${percent(interval.level)} interval ${measured(share, shownAs('share'))!.interval} (${interval.method}), ` +
      `${n(share.n)}. `;
  const unknownText =
    unknown > 0 && `Of ${counted(unknown, 'more stack')} it is not known; they are counted in neither. `;
  return section(
    'platform',
    lead,
    paragraph('basis', intervalText, unknownText, definition),
    adoptionOverTime(overTime),
    byTeam.length > 0 &&
      markup`<h3>By team</h3>${table({
        caption: 'Stacks on the platform, by team',
        isCaptionHidden: true,
        rows: byTeam.slice(0, TEAMS),
        columns: [
          { title: 'Team', className: 'name', cell: (row: TeamCount) => team(row.team) },
          {
            title: 'On the platform',
            isNumber: true,
            cell: (row: TeamCount) => markup`${count(row.using)} of ${count(row.eligible)}`,
          },
          { title: 'Share', className: 'with-bar', cell: shareCell },
          { title: 'Not known', isNumber: true, cell: (row: TeamCount) => count(row.unknown) },
        ],
      })}${rest(byTeam.length, TEAMS, 'teams', 'adoptionByTeam')}`,
    markup`<h3>Off the platform</h3>`,
    offPath.length === 0
      ? markup`<p>${eligible === 0 ? 'No stack was read.' : 'No stack is off the platform.'}</p>`
      : [
          table({
            caption: 'Stacks off the platform',
            isCaptionHidden: true,
            rows: offPath.slice(0, STACKS),
            columns: [
              { title: 'Stack', className: 'name', cell: row => row.name },
              { title: 'Team', className: 'name', cell: row => team(row.team) },
              { title: 'Where', className: 'words', cell: row => row.location },
              {
                title: 'Resources',
                isNumber: true,
                cell: row => (row.resources === null ? none('not known') : count(row.resources)),
              },
            ],
          }),
          rest(
            offPathTotal,
            Math.min(STACKS, offPath.length),
            'stacks',
            offPath.length === offPathTotal ? 'offPlatform' : null,
          ),
          offPath.length > STACKS &&
            offPath.length < offPathTotal &&
            paragraph('rest', `The first ${count(offPath.length)} are in `, detailFile('offPlatform'), '.'),
        ],
  );
}

export function shareCell(row: TeamCount): Markup {
  const value = shareOf(row);
  return value === null ? none('not measured') : bar(value, percent(value));
}

function adoptionOverTime(overTime: readonly DatedCount[]): Markup {
  if (overTime.length < 2) return paragraph('basis', 'How this changed is not known: no earlier manifests were read.');
  const points = overTime.map(each => ({ ...each, date: new Date(each.at), share: shareOf(each) }));
  const first = points.find(({ share }) => share !== null);
  const last = points.findLast(({ share }) => share !== null);
  return figure({
    id: 'platform-over-time',
    title: 'Share of stacks on the platform',
    altText:
      first && last
        ? `The share of stacks on the platform, from ${percent(first.share!)} on ${day(first.at)} to ` +
          `${percent(last.share!)} on ${day(last.at)}.`
        : 'The share of stacks on the platform: not measured.',
    draw: ({ isNarrow }) => ({
      height: isNarrow ? 200 : 240,
      marginLeft: 46,
      marginRight: 48,
      marginTop: 16,
      marginBottom: 40,
      x: { type: 'utc' },
      y: { ...ACROSS, domain: [0, 1], tickFormat: tick, ticks: 5 },
      marks: [
        along(isNarrow ? 4 : 8),
        Plot.areaY(points, { x: 'date', y: 'share', fill: 'var(--on)', fillOpacity: 0.12 }),
        Plot.lineY(points, { x: 'date', y: 'share', stroke: 'var(--on)', strokeWidth: 2.5 }),
        Plot.ruleY([0]),
        last && Plot.dot([last], { x: 'date', y: 'share', fill: 'var(--on)', r: 4 }),
        last &&
          Plot.text([last], {
            x: 'date',
            y: 'share',
            text: [percent(last.share!)],
            dx: 9,
            textAnchor: 'start',
            fontWeight: 600,
            fill: 'var(--on)',
          }),
      ],
    }),
    table: countsOverTime('Stacks on the platform over time', overTime),
  });
}

export function countsOverTime(caption: string, rows: readonly DatedCount[]) {
  return {
    caption,
    isCaptionHidden: true,
    rows: rows.slice(-36),
    columns: [
      { title: 'Day', cell: (row: DatedCount) => day(row.at) },
      { title: 'Using', isNumber: true, cell: (row: DatedCount) => count(row.using) },
      { title: 'Eligible', isNumber: true, cell: (row: DatedCount) => count(row.eligible) },
      { title: 'Not known', isNumber: true, cell: (row: DatedCount) => count(row.unknown) },
      {
        title: 'Share',
        isNumber: true,
        cell: (row: DatedCount) => (shareOf(row) === null ? none('not measured') : percent(shareOf(row)!)),
      },
    ],
  };
}
