import type { Dora, DoraMetric, DoraService } from '../../model.js';
import { concat, markup, type Content, type Markup } from '../html.js';
import { count, counted, measured, shownAs } from '../numbers.js';
import { basis, detailFile, n, none, paragraph, team } from '../parts.js';
import { table } from '../table.js';

const SHOWN = 10;

/** The services with the highest change fail rate, where help is worth the most. */
export function services({ services: all, metrics, minimumN }: Dora): Markup | false {
  if (all.length === 0) return false;
  const rate = (each: DoraService) => each.metrics.changeFailRate;
  const judged = all.filter(each => rate(each).value !== null && rate(each).judged);
  const worst = judged
    .toSorted((a, b) => rate(b).value! - rate(a).value! || a.service.localeCompare(b.service, 'en'))
    .slice(0, SHOWN);
  if (worst.length === 0)
    return concat(
      markup`<h3>Services</h3><p>None of ${counted(all.length, 'service')} has enough deployments to be judged `,
      markup`(n of at least ${count(minimumN)}). ${detailFile('services')} has all.</p>`,
    );
  const subject = worst.length === 1 ? 'service' : `${count(worst.length)} services`;
  const sizes = `${count(judged.length)} that can be judged, of ${count(all.length)} in all`;
  return markup`<h3>Where a hand would help most</h3>
${paragraph(
  'basis',
  `The ${subject} with the highest change fail rate, of ${sizes}. `,
  detailFile('services'),
  ' has all, with intervals.',
)}
${table({
  caption: 'Services with the highest change fail rate',
  isCaptionHidden: true,
  rows: worst,
  columns: [
    {
      title: 'Service',
      className: 'name',
      cell: (row: DoraService) =>
        markup`${row.service}<span class="basis">${team(row.team)}, ${row.arm} the platform</span>`,
    },
    ...metrics
      .toSorted((a, b) => Number(b.id === 'changeFailRate') - Number(a.id === 'changeFailRate'))
      .map(metric => ({ title: metric.name, isNumber: true, cell: (row: DoraService) => cell(row, metric) })),
  ],
})}`;
}

function cell({ metrics }: DoraService, { id, unit, all }: DoraMetric): Content {
  const each = metrics[id];
  if (each.value === null) return none('not measured');
  if (!each.judged) return [none('not enough'), basis(n(each.n))];
  return [measured(each, shownAs(unit, all.value))!.value, basis(n(each.n))];
}
