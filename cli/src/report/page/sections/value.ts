import * as Plot from '@observablehq/plot';
import type { Percentiles, Report, ValueAsWritten, ValueInput, ValueInUnits, ValueTerm } from '../../model.js';
import { figure } from '../chart.js';
import { concat, markup, printable, type Content, type Markup } from '../html.js';
import { count, duration, money, percent, plain, short } from '../numbers.js';
import { basis, chip, none, paragraph, section } from '../parts.js';
import { table } from '../table.js';

const READINGS = {
  ratio: 'as a ratio: how many times as good (1: no difference)',
  excess: 'as an excess: how much better (0: no difference)',
} as const;

export function value({ value: { asWritten, inUnits } }: Report): Markup {
  const { perYear, currency, note } = inUnits;
  const lead: Content =
    perYear === null || perYear.p50 === null
      ? ['The value of the platform is ', none('not measured'), '.', note && ` ${note}`]
      : concat(
          'By these inputs, the platform is worth about ',
          markup`<strong>${money(perYear.p50, currency)} a year</strong>, `,
          `after what it costs: ${spread(perYear, currency)} in 8 of 10 draws.`,
        );
  return section('value', lead, moneyAYear(inUnits), formulaAsWritten(asWritten));
}

function spread({ p10, p90 }: Percentiles, currency: string): string {
  const low = p10 === null ? 'no lower bound' : money(p10, currency);
  return `${low} to ${p90 === null ? 'no upper bound' : money(p90, currency)}`;
}

function moneyAYear(inUnits: ValueInUnits): Markup {
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
  const chance =
    chancePositive === null
      ? none('not measured')
      : concat(markup`<strong class="value">${percent(chancePositive)}</strong>`, basis(`of ${count(draws)} draws`));
  return markup`<h3>In money a year</h3>
<p class="formula">${formula}</p>
<div class="stats">
${stat('Worth a year, after its cost', perYear, each => money(each, currency))}
<div class="stat"><p class="stat-name">Chance that it pays</p>${chance}</div>
${stat('Services from which it pays', even, count, 'never')}
${returns && stat('Return: (value - cost) / cost, a year', returns.share, percent)}
${returns && stat('Payback: cost / value', returns.paybackYears, duration, 'never')}
</div>
${note && isKnown(perYear) && paragraph('warning', note)}
${ranges(inUnits)}
${
  parts.length > 0 &&
  table({
    caption: 'What it is made of, a year',
    rows: parts,
    columns: [
      { title: 'Part', className: 'words', cell: row => [row.name, basis(row.formula)] },
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
            ? none(row.kind === 'missing' ? 'missing' : 'not measured')
            : [plain(row.value), basis(row.unit)],
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
${paragraph(
  'basis',
  `P10, P50 and P90: in 10, 50 and 90 of 100 draws it is less. ${count(draws)} draws with seed ${seed}; the same ` +
    'seed gives the same numbers.',
)}`;
}

function isKnown(perYear: Percentiles | null): boolean {
  return perYear !== null && perYear.p50 !== null;
}

/** @param missing the text in place of a number that does not exist */
function stat(
  name: string,
  each: Percentiles | null,
  text: (value: number) => string,
  missing = 'not measured',
): Markup {
  const shown = (value: number | null) => amount(value, text, missing);
  return markup`<div class="stat"><p class="stat-name">${name}</p>${
    each === null
      ? none('not measured')
      : [
          markup`<strong class="value">${shown(each.p50)}</strong>`,
          basis('P10 ', shown(each.p10), ', P90 ', shown(each.p90)),
        ]
  }</div>`;
}

function amount(value: number | null, text: (value: number) => string, missing = 'not measured'): Content {
  return value === null ? none(missing) : text(value);
}

function drawnFrom({ low, high, unit, value: fixedValue }: ValueInput): Content {
  if (low === null || high === null) return none('none');
  if (low === high) return fixedValue === null ? plain(low) : 'fixed';
  return [`${plain(low)} to ${plain(high)}`, basis(unit)];
}

function ranges({ parts, perYear, currency }: ValueInUnits): Markup | false {
  const rows = [
    ...parts.map(({ name, perYear: each }) => ({ name, each })),
    { name: 'Together', each: perYear },
  ].flatMap(({ name, each }) =>
    each && each.p10 !== null && each.p50 !== null && each.p90 !== null
      ? [{ name: printable(name), low: each.p10, middle: each.p50, high: each.p90 }]
      : [],
  );
  if (rows.length < 2) return false;
  const lowest = Math.min(0, ...rows.map(({ low }) => low));
  const highest = Math.max(0, ...rows.map(({ high }) => high));
  const inWords = ({ name, low, middle, high }: (typeof rows)[number]) =>
    `${name} ${money(low, currency)} to ${money(high, currency)}, P50 ${money(middle, currency)}`;
  const color = ({ name }: { name: string }) => (name === 'Together' ? 'var(--on)' : 'var(--all)');
  return figure({
    id: 'value-ranges',
    title: `What the platform is worth a year, in ${currency}: from P10 to P90, the dot is P50`,
    altText: `Ranges of money a year: ${rows.map(inWords).join('; ')}.`,
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

function formulaAsWritten({ formula, unitsProblem, liftReading, terms, result, note }: ValueAsWritten): Markup {
  const reading =
    liftReading === null
      ? 'in no way: it was not said whether as a ratio or as an excess, and it is not assumed'
      : READINGS[liftReading];
  return markup`<h3>The formula as it is written</h3>
<p class="formula">${formula}</p>
<p class="warning">${unitsProblem}</p>
<p class="basis">\u201cLift\u201d is read ${reading}.</p>
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
<p>Result: ${result === null ? none('none') : markup`<strong>${plain(result)}</strong>, in no unit`}. ${note}</p>`;
}
