import type { CapabilityAdoption, Report } from '../../model.js';
import { sparkline } from '../chart.js';
import { markup, type Content, type Markup } from '../html.js';
import { count, month, percent } from '../numbers.js';
import { detailFile, section, share, shareOf, stage, team } from '../parts.js';
import { table } from '../table.js';

const TEAMS = 15;

/** From here on the names of capabilities stand upright. */
const MANY = 8;

export function capabilities({ capabilities: all, platform }: Report): Markup {
  if (all.length === 0) return section('capabilities', 'No capability of the path was found in what was read.');
  const judged = all.filter(({ share: { value, judged } }) => value !== null && judged);
  const most = judged.toSorted((a, b) => b.share.value! - a.share.value!)[0];
  const least = judged.toSorted((a, b) => a.share.value! - b.share.value!)[0];
  const lead =
    most === undefined || least === undefined || most === least
      ? `${count(all.length)} capabilities are offered.`
      : markup`Of the stacks that could, <strong>${percent(most.share.value!)}</strong> use the ${most.capability}, the most used, and <strong>${percent(least.share.value!)}</strong> the ${least.capability}, the least.`;
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
    markup`<p class="basis">The line in a bar is the interval. Stacks of which it is not known whether they use a capability are counted in neither. All dates: ${detailFile('adoptionOverTime')}.</p>`,
    byTeam(
      all,
      platform.byTeam.map(each => each.team),
    ),
    markup`<details><summary>Who counts as one who could</summary><dl>${all.map(({ capability, eligibleWhen }) => markup`<dt>${capability}</dt><dd>${eligibleWhen}</dd>`)}</dl></details>`,
  );
}

function named({ capability, construct, summary, stage: stageName }: CapabilityAdoption): Markup {
  return markup`<span class="name">${capability}</span> ${stage(stageName)}<span class="basis">${construct && markup`<code>${construct}</code> `}${summary}</span>`;
}

/** Where it is not known of some whether they could, the share is one of several that it may be. */
function shareOfThose({ share: each, using, eligible, unknown }: CapabilityAdoption): Markup {
  const least = using / (eligible + unknown);
  return markup`${share(each)}${unknown > 0 && using > 0 && markup`<span class="basis">${percent(least)} if all that are not known could</span>`}`;
}

/** The line, and in words what it begins and ends with. */
function overTime({ overTime: dates }: CapabilityAdoption): Content {
  const points = dates.map(each => ({ at: new Date(each.at), share: shareOf(each), day: each.at }));
  const first = points.find(each => each.share !== null);
  const last = points.findLast(each => each.share !== null);
  if (!first || !last || first === last) return markup`<span class="none">not known</span>`;
  return markup`${sparkline(points)}<span class="basis"><span class="whole">${first.share === last.share ? percent(last.share!) : `${percent(first.share!)} to ${percent(last.share!)}`}</span> since ${month(first.day)}</span>`;
}

/** Teams against capabilities: the larger the share of those who could, the deeper the colour. */
function byTeam(all: readonly CapabilityAdoption[], teams: ReadonlyArray<string | null>): Markup | false {
  if (teams.length === 0) return false;
  const counts = new Map(
    all.map(({ capability, byTeam: rows }) => [capability, new Map(rows.map(row => [row.team, row]))]),
  );
  const cell = (capability: string, name: string | null): Content => {
    const row = counts.get(capability)?.get(name);
    if (!row || (row.eligible === 0 && row.unknown === 0))
      return markup`<span class="heat none"><span aria-hidden="true">\u00b7</span><span class="unseen">none could</span></span>`;
    if (row.eligible === 0)
      return markup`<span class="heat none"><span aria-hidden="true">?</span><span class="unseen">not known</span></span>`;
    return markup`<span class="heat" data-share="${Math.floor((row.using / row.eligible) * 4)}">${count(row.using)}/${count(row.eligible)}</span>`;
  };
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
<p class="basis">Stacks that use it / stacks that could; a dot: none could; a question mark: not known.${teams.length > TEAMS && markup` The ${count(TEAMS)} largest of ${count(teams.length)} teams; all: ${detailFile('adoptionByTeam')}.`}</p>`;
}
