import type { CapabilityAdoption, EditionInUse, Report } from '../../model.js';
import { concat, markup, type Markup } from '../html.js';
import { count, counted, percent } from '../numbers.js';
import { bar, chip, detailFile, paragraph, section } from '../parts.js';
import { table } from '../table.js';

const VERSIONS = 6;

export function editions({ editions: all, capabilities }: Report): Markup {
  if (all.length === 0) return section('editions', 'No edition is in use: no manifest was read.');
  const stacks = all.reduce((sum, each) => sum + each.stacks, 0);
  const behind = all.filter(each => !each.isNewest).reduce((sum, each) => sum + each.stacks, 0);
  const lead =
    behind === 0
      ? markup`All ${counted(stacks, 'stack')} ${stacks === 1 ? 'is' : 'are'} on the newest edition.`
      : concat(
          markup`<strong>${count(behind)} of ${counted(stacks, 'stack')}</strong> `,
          `${behind === 1 ? 'is' : 'are'} on an edition that is not the newest.`,
        );
  return section(
    'editions',
    lead,
    paragraph('basis', 'A stack stays on its edition until its team moves it: an older one is no fault.'),
    table({
      caption: 'Editions in use',
      rows: all,
      columns: [
        {
          title: 'Edition',
          className: 'name',
          cell: (row: EditionInUse) => markup`${row.edition} ${row.isNewest && chip('newest', 'quiet')}`,
        },
        { title: 'Stacks', isNumber: true, cell: (row: EditionInUse) => count(row.stacks) },
        {
          title: 'Share',
          className: 'with-bar',
          cell: (row: EditionInUse) =>
            bar(row.stacks / stacks, percent(row.stacks / stacks), null, row.isNewest ? 'on' : 'all'),
        },
        { title: 'Teams', isNumber: true, cell: (row: EditionInUse) => count(row.teams) },
        { title: 'Versions of the package', className: 'words', cell: (row: EditionInUse) => versions(row.packages) },
      ],
    }),
    capabilities.some(each => each.versions.length > 0) &&
      table({
        caption: 'Versions of capabilities in use',
        rows: capabilities.filter(each => each.versions.length > 0),
        columns: [
          { title: 'Capability', className: 'name', cell: (row: CapabilityAdoption) => row.capability },
          { title: 'Versions', className: 'words', cell: (row: CapabilityAdoption) => versions(row.versions) },
        ],
      }),
    paragraph('rest', 'All versions: ', detailFile('versions'), '.'),
  );
}

function versions(all: ReadonlyArray<{ readonly version: string; readonly stacks: number }>): Markup {
  const shown = all
    .slice(0, VERSIONS)
    .map(({ version, stacks }, index) => [
      index > 0 && ', ',
      markup`<span class="name">${version}</span> (${counted(stacks, 'stack')})`,
    ]);
  return concat(shown, all.length > VERSIONS && ` and ${count(all.length - VERSIONS)} more`);
}
