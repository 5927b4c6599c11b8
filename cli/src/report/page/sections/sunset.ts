import type { Report, SunsetCandidate } from '../../model.js';
import { concat, markup, type Content, type Markup } from '../html.js';
import { count, counted } from '../numbers.js';
import { basis, chip, detailFile, few, list, none, paragraph, section, stage, team } from '../parts.js';
import { table } from '../table.js';

const TEAMS = 6;

const KINDS = {
  zombie: 'used by nobody',
  few: 'hardly used',
  announced: 'announced',
} as const;

export function sunset({ sunset: { rule, candidates } }: Report): Markup {
  const zombies = candidates.filter(({ kind }) => kind === 'zombie').length;
  const lead =
    candidates.length === 0
      ? 'By the rule below there are none.'
      : concat(
          markup`<strong>${counted(candidates.length, 'capability', 'capabilities')}</strong> could be retired`,
          zombies > 0 && unusedText(zombies, candidates.length),
          '.',
        );
  return section(
    'sunset',
    lead,
    paragraph('basis', `The rule: ${rule}`),
    candidates.length > 0 &&
      table({
        caption: 'Sunset candidates',
        isCaptionHidden: true,
        rows: candidates,
        columns: [
          {
            title: 'Capability',
            className: 'words',
            cell: (row: SunsetCandidate) => [
              markup`<span class="name">${row.capability}</span> ${stage(row.stage)}`,
              row.construct && basis(markup`<code>${row.construct}</code>`),
            ],
          },
          {
            title: 'Why',
            className: 'words',
            cell: (row: SunsetCandidate) => [
              chip(KINDS[row.kind], row.kind === 'zombie' ? 'attention' : 'quiet'),
              basis(row.because),
            ],
          },
          { title: 'Owner', className: 'name', cell: (row: SunsetCandidate) => team(row.owner) },
          { title: 'Users to ask first', className: 'words', cell: users },
        ],
      }),
    candidates.some(({ users: all }) => all.length > 0) &&
      paragraph('rest', 'All users and their stacks: ', detailFile('sunset'), '.'),
  );
}

function unusedText(unused: number, candidates: number): string {
  if (candidates === 1) return ': it is offered, and used by nobody';
  const some = unused === candidates ? 'all' : count(unused);
  return `; ${some} of them ${unused === 1 ? 'is' : 'are'} offered, and used by nobody`;
}

function users({ users: all }: SunsetCandidate): Content {
  if (all.length === 0) return none('nobody');
  return [
    list(
      all
        .slice(0, TEAMS)
        .map(({ team: name, stacks }) => [markup`<span class="name">${team(name)}</span>`, basis(few(stacks, 3))]),
    ),
    all.length > TEAMS && `and ${counted(all.length - TEAMS, 'more team')}`,
  ];
}
