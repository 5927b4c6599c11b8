import type { EscapeDemand, Escapes, PastEscape, Report } from '../../model.js';
import { concat, markup, type Content, type Markup } from '../html.js';
import { count, counted } from '../numbers.js';
import { basis, few, identifier, none, paragraph, rest, section, team } from '../parts.js';
import { table } from '../table.js';

const SHOWN = 15;
const STACKS = 10;

export function escapes({ escapes: { recorded, unrecorded, overdue, past, demand, countedOnly } }: Report): Markup {
  const lead =
    recorded + unrecorded === 0
      ? 'No escape was found in what was read.'
      : concat(
          markup`<strong>${counted(recorded + unrecorded, 'escape')}</strong>: ${count(recorded)} recorded, `,
          `${count(unrecorded)} not`,
          overdue > 0 && markup`; <strong>${count(overdue)}</strong> past the review date`,
          '.',
        );
  return section(
    'escapes',
    lead,
    paragraph(
      'basis',
      'Leaving the path is supported. What several teams leave it for is what the path lacks: the list is ranked by ' +
        'how many teams ask for the same.',
    ),
    demand.length > 0 && [
      table({
        caption: 'What teams escape from, by how many teams ask for it',
        isCaptionHidden: true,
        rows: demand.slice(0, SHOWN),
        columns: [
          { title: 'What', className: 'words', cell: (row: EscapeDemand) => identifier(row.what) },
          { title: 'Teams', isNumber: true, cell: (row: EscapeDemand) => count(row.teams.length) },
          { title: 'Who', className: 'words', cell: (row: EscapeDemand) => few(row.teams, 4) },
          { title: 'Recorded', isNumber: true, cell: (row: EscapeDemand) => count(row.recorded) },
          { title: 'Not recorded', isNumber: true, cell: (row: EscapeDemand) => count(row.unrecorded) },
          { title: 'Oldest, in days', isNumber: true, cell: (row: EscapeDemand) => age(row.oldestDays) },
          { title: 'What would retire them', className: 'words', cell: (row: EscapeDemand) => row.change },
        ],
      }),
      rest(demand.length, SHOWN, 'demands', 'escapes'),
    ],
    past.length > 0 &&
      markup`<h3>Past the review date</h3>${table({
        caption: 'Escapes past the review date',
        isCaptionHidden: true,
        rows: past.slice(0, SHOWN),
        columns: [
          {
            title: 'Where',
            className: 'words',
            cell: (row: PastEscape) => [
              markup`<span class="name">${row.where}</span>`,
              basis(row.properties.map((each, index) => [index > 0 && ', ', identifier(each)])),
            ],
          },
          { title: 'Who answers', className: 'name', cell: (row: PastEscape) => team(row.owner) },
          { title: 'Days over', isNumber: true, cell: (row: PastEscape) => count(row.daysOver) },
          { title: 'Age, in days', isNumber: true, cell: (row: PastEscape) => age(row.ageDays) },
          {
            title: 'Why it is there',
            className: 'words',
            cell: (row: PastEscape) => row.reason ?? none('no reason'),
          },
        ],
      })}${rest(past.length, SHOWN, 'escapes', 'escapesOverdue')}`,
    countedOnly.length > 0 &&
      concat(
        markup`<details><summary>${counted(countedOnly.length, 'stack')} `,
        markup`of which only the number of escapes can be read</summary>`,
        countedOnlyTable(countedOnly),
        rest(countedOnly.length, STACKS, 'stacks', 'all'),
        markup`</details>`,
      ),
  );
}

function countedOnlyTable(countedOnly: Escapes['countedOnly']): Markup {
  return table({
    caption: 'Stacks of which only the number of escapes can be read',
    isCaptionHidden: true,
    rows: countedOnly.slice(0, STACKS),
    columns: [
      { title: 'Stack', className: 'name', cell: row => row.stack },
      { title: 'Recorded', isNumber: true, cell: row => count(row.recorded) },
      { title: 'Not recorded', isNumber: true, cell: row => count(row.unrecorded) },
    ],
  });
}

function age(days: number | null): Content {
  return days === null ? none('not said') : count(days);
}
