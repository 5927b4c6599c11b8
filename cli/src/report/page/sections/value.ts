import * as Plot from '@observablehq/plot';
import type { Percentiles, Report, ValueAsWritten, ValueInput, ValueInUnits, ValueTerm } from '../../model.js';
import { figure } from '../chart.js';
import { markup, seen, type Content, type Markup } from '../html.js';
import { count, duration, money, percent, plain, short } from '../numbers.js';
import { chip, section } from '../parts.js';
import { table } from '../table.js';

const READINGS = {
  ratio: 'as a ratio: how many times as good (1: no difference)',
  excess: 'as an excess: how much better (0: no difference)',
} as const;

export function value({ value: { asWritten, inUnits } }: Report): Markup {
  const year = inUnits.perYear;
  const lead: Content =
    year === null || year.p50 === null
      ? markup`The value of the platform is <span class="none">not measured</span>.${inUnits.note && markup` ${inUnits.note}`}`
      : markup`By these inputs, the platform is worth about <strong>${money(year.p50, inUnits.currency)} a year</strong>, after what it costs: ${spread(year, inUnits.currency)} in 8 of 10 draws.`;
  return section('value', lead, right(inUnits), written(asWritten));
}

function spread({ p10, p90 }: Percentiles, currency: string): Content {
  return markup`${p10 === null ? 'no lower bound' : money(p10, currency)} to ${p90 === null ? 'no upper bound' : money(p90, currency)}`;
}

function right(inUnits: ValueInUnits): Markup {
  const {
    formula,
    currency,
    perYear,
    parts,
    chancePositive,
    breakEvenServices: even,
    returns,
    inputs,
    draws,
    seed,
    note,
  } = inUnits;
  return markup`<h3>In money a year</h3>
<p class="formula">${formula}</p>
<div class="stats">
${stat('Worth a year, after its cost', perYear, each => money(each, currency))}
<div class="stat"><p class="stat-name">Chance that it pays</p>${chancePositive === null ? markup`<span class="none">not measured</span>` : markup`<strong class="value">${percent(chancePositive)}</strong><span class="basis">of ${count(draws)} draws</span>`}</div>
${stat('Services from which it pays', even, count, 'never')}
${returns && stat('Return: (value - cost) / cost, a year', returns.share, percent)}
${returns && stat('Payback: cost / value', returns.paybackYears, duration, 'never')}
</div>
${note && year(perYear) && markup`<p class="warning">${note}</p>`}
${ranges(inUnits)}
${
  parts.length > 0 &&
  table({
    caption: 'What it is made of, a year',
    rows: parts,
    columns: [
      { title: 'Part', className: 'words', cell: row => markup`${row.name}<span class="basis">${row.formula}</span>` },
      ...(['p10', 'p50', 'p90'] as const).map(key => ({
        title: key.toUpperCase(),
        isNumber: true,
        cell: (row: ValueInUnits['parts'][number]) => amount(row.perYear?.[key] ?? null, each => money(each, currency)),
      })),
    ],
  })
}
${
  inputs.length > 0 &&
  table({
    caption: 'Inputs and where they are from',
    rows: inputs,
    columns: [
      { title: 'Input', className: 'words', cell: (row: ValueInput) => row.name },
      {
        title: 'Value',
        isNumber: true,
        cell: (row: ValueInput) =>
          row.value === null
            ? markup`<span class="none">${row.kind === 'missing' ? 'missing' : 'not measured'}</span>`
            : markup`${plain(row.value)}<span class="basis">${row.unit}</span>`,
      },
      { title: 'Drawn from', isNumber: true, cell: drawnFrom },
      {
        title: 'Source',
        className: 'words',
        cell: (row: ValueInput) =>
          markup`${chip(row.kind, row.kind === 'missing' ? 'attention' : 'quiet')} ${row.source}`,
      },
    ],
  })
}
<p class="basis">P10, P50 and P90: in 10, 50 and 90 of 100 draws it is less. ${count(draws)} draws with seed ${String(seed)}; the same seed gives the same numbers.</p>`;
}

function year(perYear: Percentiles | null): boolean {
  return perYear !== null && perYear.p50 !== null;
}

/** `none`: what it is where there is no such number. */
function stat(name: string, each: Percentiles | null, text: (value: number) => string, none = 'not measured'): Markup {
  return markup`<div class="stat"><p class="stat-name">${name}</p>${
    each === null
      ? markup`<span class="none">not measured</span>`
      : markup`<strong class="value">${amount(each.p50, text, none)}</strong><span class="basis">P10 ${amount(each.p10, text, none)}, P90 ${amount(each.p90, text, none)}</span>`
  }</div>`;
}

function amount(value: number | null, text: (value: number) => string, none = 'not measured'): Content {
  return value === null ? markup`<span class="none">${none}</span>` : text(value);
}

function drawnFrom({ low, high, unit, value: fixedValue }: ValueInput): Content {
  if (low === null || high === null) return markup`<span class="none">none</span>`;
  if (low === high) return fixedValue === null ? plain(low) : 'fixed';
  return markup`${plain(low)} to ${plain(high)}<span class="basis">${unit}</span>`;
}

function ranges({ parts, perYear, currency }: ValueInUnits): Markup | false {
  const rows = [
    ...parts.map(({ name, perYear: each }) => ({ name, each })),
    { name: 'Together', each: perYear },
  ].flatMap(({ name, each }) =>
    each && each.p10 !== null && each.p50 !== null && each.p90 !== null
      ? [{ name: seen(name), low: each.p10, middle: each.p50, high: each.p90 }]
      : [],
  );
  if (rows.length < 2) return false;
  const lowest = Math.min(0, ...rows.map(({ low }) => low));
  const highest = Math.max(0, ...rows.map(({ high }) => high));
  const color = ({ name }: { name: string }) => (name === 'Together' ? 'var(--on)' : 'var(--all)');
  return figure({
    id: 'value-ranges',
    title: `What the platform is worth a year, in ${currency}: from P10 to P90, the dot is P50`,
    says: `Ranges of money a year: ${rows.map(({ name, low, middle, high }) => `${name} ${money(low, currency)} to ${money(high, currency)}, P50 ${money(middle, currency)}`).join('; ')}.`,
    draw: ({ isNarrow }) => ({
      height: 44 * rows.length + 44,
      marginLeft: isNarrow ? 12 : 24,
      marginRight: isNarrow ? 24 : 40,
      marginBottom: 28,
      marginTop: 16,
      x: {
        domain: [lowest, highest],
        ticks: isNarrow ? 3 : 6,
        tickFormat: short,
        tickSize: 0,
        grid: true,
        label: null,
        nice: true,
      },
      y: { type: 'point', domain: rows.map(({ name }) => name), axis: null, padding: 0.6 },
      marks: [
        Plot.ruleX([0]),
        Plot.ruleY(rows, {
          y: 'name',
          x1: 'low',
          x2: 'high',
          stroke: color,
          strokeWidth: 7,
          strokeOpacity: 0.35,
          strokeLinecap: 'round',
          dy: 6,
        } as Plot.RuleYOptions),
        Plot.dot(rows, { y: 'name', x: 'middle', fill: color, r: 5, dy: 6 }),
        Plot.text(rows, {
          y: 'name',
          text: 'name',
          frameAnchor: 'left',
          textAnchor: 'start',
          dy: -10,
          fontWeight: 600,
          fill: 'currentColor',
          stroke: 'var(--page)',
          strokeWidth: 5,
          lineWidth: isNarrow ? 22 : 50,
          textOverflow: 'ellipsis',
        }),
      ],
    }),
    table: {
      caption: 'Ranges of money a year',
      isCaptionHidden: true,
      rows,
      columns: [
        { title: 'Part', cell: row => row.name },
        { title: 'P10', isNumber: true, cell: row => money(row.low, currency) },
        { title: 'P50', isNumber: true, cell: row => money(row.middle, currency) },
        { title: 'P90', isNumber: true, cell: row => money(row.high, currency) },
      ],
    },
  });
}

function written({ formula, unitsProblem, liftReading, terms, result, note }: ValueAsWritten): Markup {
  return markup`<h3>The formula as it is written</h3>
<p class="formula">${formula}</p>
<p class="warning">${unitsProblem}</p>
<p class="basis">\u201cLift\u201d is read ${liftReading === null ? markup`in no way: it was not said whether as a ratio or as an excess, and it is not assumed` : READINGS[liftReading]}.</p>
${table({
  caption: 'Its terms',
  rows: terms,
  columns: [
    { title: 'Term', className: 'words', cell: (row: ValueTerm) => row.name },
    { title: 'Value', isNumber: true, cell: (row: ValueTerm) => amount(row.value, plain) },
    { title: 'Unit', className: 'words', cell: (row: ValueTerm) => row.unit },
    { title: 'Source', className: 'words', cell: (row: ValueTerm) => row.source },
  ],
})}
<p>Result: ${result === null ? markup`<span class="none">none</span>` : markup`<strong>${plain(result)}</strong>, in no unit`}. ${note}</p>`;
}
