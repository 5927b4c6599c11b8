import type { Dora, DoraMetric, DoraService } from '../../model.js';
import { markup, type Content, type Markup } from '../html.js';
import { count, counted, measured, shownAs } from '../numbers.js';
import { detailFile, n, team } from '../parts.js';
import { table } from '../table.js';

const SHOWN = 10;

/** A few of many: those of which the most changes fail, because that is where help is worth the most. */
export function services({ services: all, metrics, minimumN }: Dora): Markup | false {
  if (all.length === 0) return false;
  const rate = (each: DoraService) => each.metrics.changeFailRate;
  const judged = all.filter(each => rate(each).value !== null && rate(each).judged);
  const worst = judged
    .toSorted((a, b) => rate(b).value! - rate(a).value! || a.service.localeCompare(b.service, 'en'))
    .slice(0, SHOWN);
  if (worst.length === 0)
    return markup`<h3>Services</h3><p>None of ${counted(all.length, 'service')} has enough deployments to be judged (n of at least ${count(minimumN)}). ${detailFile('services')} has all.</p>`;
  return markup`<h3>Where a hand would help most</h3>
<p class="basis">The ${worst.length === 1 ? 'service' : `${count(worst.length)} services`} with the highest change fail rate, of ${count(judged.length)} that can be judged, of ${count(all.length)} in all. ${detailFile('services')} has all, with intervals.</p>
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
  if (each.value === null) return markup`<span class="none">not measured</span>`;
  if (!each.judged) return markup`<span class="none">not enough</span><span class="basis">${n(each.n)}</span>`;
  return markup`${measured(each, shownAs(unit, all.value))!.value}<span class="basis">${n(each.n)}</span>`;
}
