import type { QualityFinding, Report } from '../../model.js';
import { concat, markup, type Markup } from '../html.js';
import { count, counted, percent } from '../numbers.js';
import { chip, detailFile, list, none, paragraph, section } from '../parts.js';
import { table } from '../table.js';

const EXAMPLES = 3;

export function dataQuality({ dataQuality: { events, findings } }: Report): Markup {
  const lead =
    events.read === 0
      ? 'No deployment events were read.'
      : concat(
          markup`<strong>${percent(events.used / events.read)}</strong> of ${counted(events.read, 'event')} `,
          'were used; ',
          `${count(events.setAside)} were set aside, and none silently.`,
        );
  const found = findings.filter(({ count: times }) => times > 0);
  const others = findings.filter(({ count: times }) => times === 0);
  return section(
    'dataQuality',
    lead,
    found.length > 0 &&
      table({
        caption: 'What was found in the data',
        isCaptionHidden: true,
        rows: found,
        columns: [
          {
            title: 'Finding',
            className: 'words',
            cell: (row: QualityFinding) =>
              markup`${row.title} ${row.count > 0 && row.kind === 'attention' && chip('look at it', 'attention')}`,
          },
          { title: 'Count', isNumber: true, cell: (row: QualityFinding) => count(row.count) },
          { title: 'What is done with them', className: 'words', cell: (row: QualityFinding) => row.treatment },
          {
            title: 'Examples',
            className: 'words',
            cell: (row: QualityFinding) =>
              row.examples.length === 0
                ? none('none')
                : list(row.examples.slice(0, EXAMPLES).map(each => markup`<code>${each}</code>`)),
          },
        ],
      }),
    others.length > 0 &&
      paragraph(
        'basis',
        'Looked for, and not found: ',
        others.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)).join('; '),
        '.',
      ),
    paragraph('rest', 'All examples: ', detailFile('dataQuality'), '.'),
  );
}
