import * as Plot from '@observablehq/plot';
import type { CapabilityLoad, CognitiveLoad, LoadCount, Report } from '../../model.js';
import { ACROSS, along, figure } from '../chart.js';
import { concat, markup, type Content, type Markup } from '../html.js';
import { count, day, percent, plain, tick } from '../numbers.js';
import { basis, detailFile, identifier, list, none, paragraph, rest, section } from '../parts.js';
import { table } from '../table.js';

const CAPABILITIES = 20;
const DECISIONS = 3;

export function cognitiveLoad({ cognitiveLoad: load }: Report): Markup {
  const { now, definition, byCapability } = load;
  const lead =
    now === null || now.teamShare === null
      ? markup`Cognitive load is <span class="none">not measured</span>: no manifest was read.`
      : concat(
          markup`Teams make <strong>${percent(now.teamShare)}</strong> of the decisions of their stacks. `,
          'The path and the platform team make the rest.',
        );
  return section(
    'cognitiveLoad',
    lead,
    paragraph('basis', definition, now && countsOf(now)),
    overTime(load),
    byCapability.length > 0 &&
      markup`<h3>By capability</h3>${table({
        caption: 'Decisions by capability',
        isCaptionHidden: true,
        rows: byCapability.slice(0, CAPABILITIES),
        columns: [
          { title: 'Capability', className: 'name', cell: (row: CapabilityLoad) => row.capability },
          { title: 'Constructs', isNumber: true, cell: (row: CapabilityLoad) => count(row.constructs) },
          {
            title: 'Props offered',
            isNumber: true,
            cell: (row: CapabilityLoad) => (row.offered === null ? none('not known') : count(row.offered)),
          },
          {
            title: 'Made by the team, median',
            isNumber: true,
            cell: (row: CapabilityLoad) => plain(row.madeByTeam.median),
          },
          { title: 'Most', isNumber: true, cell: (row: CapabilityLoad) => plain(row.madeByTeam.most) },
          {
            title: 'Decided for it, median',
            isNumber: true,
            cell: (row: CapabilityLoad) => plain(row.decidedForTeam.median),
          },
          { title: 'Made most often', className: 'words', cell: mostMade },
        ],
      })}${rest(byCapability.length, CAPABILITIES, 'capabilities', 'all')}`,
  );
}

function countsOf({ stacks, madeByTeam, decidedByPath, decidedByPlatformTeam, escapes }: LoadCount): string {
  return (
    ` In ${count(stacks)} stacks: ${count(madeByTeam)} made by teams, ${count(decidedByPath)} by the path, ` +
    `${count(decidedByPlatformTeam)} by the platform team; ${count(escapes)} escapes.`
  );
}

function mostMade({ mostMade: all }: CapabilityLoad): Content {
  if (all.length === 0) return none('none');
  return list(
    all
      .slice(0, DECISIONS)
      .map(({ decision, constructs, teams }) => [
        identifier(decision),
        basis(
          `${count(constructs)} ${constructs === 1 ? 'construct' : 'constructs'}, `,
          `${count(teams)} ${teams === 1 ? 'team' : 'teams'}`,
        ),
      ]),
  );
}

function overTime({ overTime: all }: CognitiveLoad): Markup {
  const points = all.map(each => ({ ...each, date: new Date(each.at) }));
  const known = points.filter(each => each.teamShare !== null);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || first === last)
    return paragraph(
      'basis',
      'How this changed is not known: no earlier manifests were read. All numbers: ',
      detailFile('cognitiveLoad'),
      '.',
    );
  const highest = Math.max(...known.map(each => each.teamShare!));
  return figure({
    id: 'cognitive-load-over-time',
    title: 'Share of decisions that teams make themselves',
    altText:
      `The share of decisions that teams make themselves, from ${percent(first.teamShare!)} on ${day(first.at)} ` +
      `to ${percent(last.teamShare!)} on ${day(last.at)}.`,
    draw: ({ isNarrow }) => ({
      height: isNarrow ? 190 : 220,
      marginLeft: 46,
      marginRight: 52,
      marginTop: 16,
      marginBottom: 40,
      x: { type: 'utc' },
      y: { ...ACROSS, domain: [0, Math.min(1, Math.max(0.05, highest * 1.25))], tickFormat: tick, ticks: 4 },
      marks: [
        along(isNarrow ? 4 : 8),
        Plot.ruleY([0]),
        Plot.lineY(points, { x: 'date', y: 'teamShare', stroke: 'var(--on)', strokeWidth: 2.5 }),
        Plot.dot([last], { x: 'date', y: 'teamShare', fill: 'var(--on)', r: 4 }),
        Plot.text([last], {
          x: 'date',
          y: 'teamShare',
          text: [percent(last.teamShare!)],
          dx: 9,
          textAnchor: 'start',
          fontWeight: 600,
          fill: 'var(--on)',
        }),
      ],
    }),
    table: {
      caption: 'Decisions over time',
      isCaptionHidden: true,
      rows: all.slice(-36),
      columns: [
        { title: 'Day', cell: (row: LoadCount & { at: string }) => day(row.at) },
        { title: 'Stacks', isNumber: true, cell: (row: LoadCount) => count(row.stacks) },
        { title: 'Made by teams', isNumber: true, cell: (row: LoadCount) => count(row.madeByTeam) },
        { title: 'By the path', isNumber: true, cell: (row: LoadCount) => count(row.decidedByPath) },
        { title: 'By the platform team', isNumber: true, cell: (row: LoadCount) => count(row.decidedByPlatformTeam) },
        { title: 'Escapes', isNumber: true, cell: (row: LoadCount) => count(row.escapes) },
        {
          title: 'Share of teams',
          isNumber: true,
          cell: (row: LoadCount) => (row.teamShare === null ? none('not measured') : percent(row.teamShare)),
        },
      ],
    },
  });
}
