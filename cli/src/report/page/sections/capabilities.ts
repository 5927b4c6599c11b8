import type { CapabilityAdoption, Report } from '../../model.js';
import { sparkline } from '../chart.js';
import { concat, markup, type Content, type Markup } from '../html.js';
import { count, month, percent } from '../numbers.js';
import { basis, detailFile, none, paragraph, section, share, shareOf, stage, team } from '../parts.js';
import { table } from '../table.js';

const TEAMS = 15;

/** With more capabilities than this, their names in the head of the table are vertical. */
const MANY = 8;

export function capabilities({ capabilities: all, platform }: Report): Markup {
  if (all.length === 0) return section('capabilities', 'No capability of the path was found in what was read.');
  const judged = all.filter(({ share: { value, judged } }) => value !== null && judged);
  const most = judged.toSorted((a, b) => b.share.value! - a.share.value!)[0];
  const least = judged.toSorted((a, b) => a.share.value! - b.share.value!)[0];
  const lead =
    most === undefined || least === undefined || most === least
      ? `${count(all.length)} capabilities are offered.`
      : concat(
          markup`Of the stacks that could, <strong>${percent(most.share.value!)}</strong> use the ${most.capability}, `,
          markup`the most used, and <strong>${percent(least.share.value!)}</strong> the ${least.capability}, `,
          'the least.',
        );
  return section(
    'capabilities',
    lead,
    table({
      caption: 'Adoption of each capability',
      isCaptionHidden: true,
      rows: all,
      columns: [
        { title: 'Capability', className: 'words', cell: named },
        {
          title: 'Using',
          isNumber: true,
          cell: (row: CapabilityAdoption) => markup`${count(row.using)} of ${count(row.eligible)}`,
        },
        { title: 'Share of those who could', className: 'with-bar', cell: shareOfThose },
        { title: 'Not known', isNumber: true, cell: (row: CapabilityAdoption) => count(row.unknown) },
        { title: 'Constructs', isNumber: true, cell: (row: CapabilityAdoption) => count(row.constructs) },
        { title: 'Over time', className: 'over-time', cell: overTime },
      ],
    }),
    paragraph(
      'basis',
      'The line in a bar is the interval. Stacks of which it is not known whether they use a capability are counted ' +
        'in neither. All dates: ',
      detailFile('adoptionOverTime'),
      '.',
    ),
    byTeam(
      all,
      platform.byTeam.map(each => each.team),
    ),
    markup`<details><summary>Who counts as one who could</summary><dl>${all.map(eligibility)}</dl></details>`,
  );
}

function eligibility({ capability, eligibleWhen }: CapabilityAdoption): Markup {
  return markup`<dt>${capability}</dt><dd>${eligibleWhen}</dd>`;
}

function named({ capability, construct, summary, stage: stageName }: CapabilityAdoption): Markup {
  const className = construct && markup`<code>${construct}</code> `;
  return markup`<span class="name">${capability}</span> ${stage(stageName)}${basis(className, summary)}`;
}

/** The share, and the lowest share that is possible where it is not known of some stacks whether they could. */
function shareOfThose({ share: each, using, eligible, unknown }: CapabilityAdoption): Markup {
  const least = using / (eligible + unknown);
  return concat(share(each), unknown > 0 && using > 0 && basis(`${percent(least)} if all that are not known could`));
}

/** The share over time as a line, and its first and last value in words. */
function overTime({ overTime: dates }: CapabilityAdoption): Content {
  const points = dates.map(each => ({ at: new Date(each.at), share: shareOf(each), day: each.at }));
  const first = points.find(each => each.share !== null);
  const last = points.findLast(each => each.share !== null);
  if (!first || !last || first === last) return none('not known');
  const ends =
    first.share === last.share ? percent(last.share!) : `${percent(first.share!)} to ${percent(last.share!)}`;
  return concat(sparkline(points), basis(markup`<span class="whole">${ends}</span> since ${month(first.day)}`));
}

/** The shares of teams and capabilities as a table, with a deeper colour for a larger share. */
function byTeam(all: readonly CapabilityAdoption[], teams: ReadonlyArray<string | null>): Markup | false {
  if (teams.length === 0) return false;
  const counts = new Map(
    all.map(({ capability, byTeam: rows }) => [capability, new Map(rows.map(row => [row.team, row]))]),
  );
  const cell = (capability: string, name: string | null): Content => {
    const row = counts.get(capability)?.get(name);
    if (!row || (row.eligible === 0 && row.unknown === 0)) return emptyCell('\u00b7', 'none could');
    if (row.eligible === 0) return emptyCell('?', 'not known');
    const quarters = Math.floor((row.using / row.eligible) * 4);
    return markup`<span class="heat" data-share="${quarters}">${count(row.using)}/${count(row.eligible)}</span>`;
  };
  const largest = teams.length > TEAMS && [
    ` The ${count(TEAMS)} largest of ${count(teams.length)} teams; all: `,
    detailFile('adoptionByTeam'),
    '.',
  ];
  return markup`<h3>By team</h3>
${table({
  caption: 'Stacks that use each capability, of those that could, by team',
  isCaptionHidden: true,
  className: all.length > MANY ? 'heats many' : 'heats',
  rows: teams.slice(0, TEAMS),
  columns: [
    { title: 'Team', className: 'name', cell: (name: string | null) => team(name) },
    ...all.map(({ capability }) => ({
      title: markup`<span>${capability}</span>`,
      cell: (name: string | null) => cell(capability, name),
    })),
  ],
})}
<p class="basis">Stacks that use it / stacks that could; a dot: none could; a question mark: not known.${largest}</p>`;
}

function emptyCell(sign: string, label: string): Markup {
  const texts = markup`<span aria-hidden="true">${sign}</span><span class="unseen">${label}</span>`;
  return markup`<span class="heat none">${texts}</span>`;
}
