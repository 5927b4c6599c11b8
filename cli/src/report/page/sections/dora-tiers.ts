import type { Arm, Dora, DoraMetric, TierThreshold } from '../../model.js';
import { markup, type Content, type Markup } from '../html.js';
import { count, percent } from '../numbers.js';
import { bar, basis, none, paragraph } from '../parts.js';
import { table } from '../table.js';

interface Row {
  readonly metric: DoraMetric;
  readonly arm: Arm;
}

/** The number of services in each tier, by the names that DORA's report of a year has for the tiers. */
export function tiers({ metrics, tiers: thresholds, minimumN }: Dora): Markup | false {
  const withTiers = metrics.filter(metric => metric.tiers !== null);
  if (withTiers.length === 0 || thresholds === null) return false;
  const names = [...new Set(withTiers.flatMap(metric => metric.tiers!.map(({ tier }) => tier)))];
  const rows: Row[] = withTiers.flatMap(metric => (['on', 'off'] as const).map(arm => ({ metric, arm })));
  const total = ({ metric, arm }: Row) => metric.tiers!.reduce((sum, each) => sum + each[arm], 0);
  const cell = (row: Row, name: string): Content => {
    const number = row.metric.tiers!.find(({ tier }) => tier === name)?.[row.arm];
    if (number === undefined) return none('no such level');
    return total(row) === 0
      ? none('not measured')
      : bar(number / total(row), [`${count(number)} `, basis(percent(number / total(row)))], null, row.arm);
  };
  return markup`<h3>Services by tier, by the thresholds of ${thresholds.year}</h3>
${paragraph(
  'basis',
  `Of services with n of at least ${count(minimumN)}. Thresholds: `,
  source(thresholds.source),
  '.',
  thresholds.notes.map(note => ` ${note}`),
)}
${table({
  caption: `Services by tier, by the thresholds of ${thresholds.year}`,
  isCaptionHidden: true,
  className: 'tiers',
  rows,
  columns: [
    {
      title: 'Measure',
      className: 'words',
      cell: (row: Row) => [row.metric.name, basis(`${row.arm} the platform`)],
    },
    ...names.map(name => ({ title: name, className: 'with-bar', cell: (row: Row) => cell(row, name) })),
    { title: 'In a level', isNumber: true, cell: (row: Row) => count(total(row)) },
  ],
})}
<details><summary>The thresholds</summary><dl>${metrics.map(({ id, name }) => {
    const all = thresholds.metrics[id];
    return all && markup`<dt>${name}</dt><dd>${all.map(thresholdText)}</dd>`;
  })}</dl></details>`;
}

function thresholdText({ tier, says }: TierThreshold, index: number): Markup {
  return markup`${index > 0 && '; '}<i>${tier}</i>: ${says}`;
}

function source({ title, url }: { readonly title: string; readonly url: string }): Markup {
  return /^https?:\/\//i.test(url) ? markup`<a href="${url}" rel="noreferrer">${title}</a>` : markup`${title}`;
}
