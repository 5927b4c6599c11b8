import type { Report, SunsetCandidate } from '../../model.js';
import { markup, type Content, type Markup } from '../html.js';
import { count, counted } from '../numbers.js';
import { chip, detailFile, few, section, stage, team } from '../parts.js';
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
      : markup`<strong>${counted(candidates.length, 'capability', 'capabilities')}</strong> could be retired${zombies > 0 && (candidates.length === 1 ? ': it is offered, and used by nobody' : markup`; ${zombies === candidates.length ? 'all' : count(zombies)} of them ${zombies === 1 ? 'is' : 'are'} offered, and used by nobody`)}.`;
  return section(
    'sunset',
    lead,
    markup`<p class="basis">The rule: ${rule}</p>`,
    candidates.length > 0 &&
      table({
        caption: 'Sunset candidates',
        isCaptionHidden: true,
        rows: candidates,
        columns: [
          {
            title: 'Capability',
            className: 'words',
            cell: (row: SunsetCandidate) =>
              markup`<span class="name">${row.capability}</span> ${stage(row.stage)}${row.construct && markup`<span class="basis"><code>${row.construct}</code></span>`}`,
          },
          {
            title: 'Why',
            className: 'words',
            cell: (row: SunsetCandidate) =>
              markup`${chip(KINDS[row.kind], row.kind === 'zombie' ? 'attention' : 'quiet')}<span class="basis">${row.because}</span>`,
          },
          { title: 'Owner', className: 'name', cell: (row: SunsetCandidate) => team(row.owner) },
          { title: 'Users to ask first', className: 'words', cell: users },
        ],
      }),
    candidates.some(({ users: all }) => all.length > 0) &&
      markup`<p class="rest">All users and their stacks: ${detailFile('sunset')}.</p>`,
  );
}

function users({ users: all }: SunsetCandidate): Content {
  if (all.length === 0) return markup`<span class="none">nobody</span>`;
  return markup`<ul class="plain">${all.slice(0, TEAMS).map(({ team: name, stacks }) => markup`<li><span class="name">${team(name)}</span><span class="basis">${few(stacks, 3)}</span></li>`)}</ul>${all.length > TEAMS && `and ${counted(all.length - TEAMS, 'more team')}`}`;
}
