import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { markup, Markup, type Content } from './html.js';
import { table, type Table } from './table.js';

/** Charts are drawn when the page is written: reading it needs no script. */
const { document } = parseHTML('<!doctype html><html><body></body></html>');

export interface Size {
  readonly width: number;
  readonly isNarrow: boolean;
}

/** On paper and on a desk, and on a phone: a drawing that is only scaled down has letters that nobody can read. */
const WIDE: Size = { width: 880, isNarrow: false };
const HALF: Size = { width: 440, isNarrow: true };
const NARROW: Size = { width: 335, isNarrow: true };

/** Of an axis of numbers at the left: lines across, and nothing else. */
export const ACROSS = { grid: true, tickSize: 0, label: null } as const;

/** An axis of days below. Without its own line height the year would stand on the month. */
export function along(ticks: number): Plot.Markish {
  return Plot.axisX({ ticks, tickSize: 0, tickPadding: 8, lineHeight: 1.3, label: null });
}

export interface Figure {
  /** Unique on the page. */
  readonly id: string;
  /** What is seen. */
  readonly title: string;
  /** What it says, for whoever does not see it. */
  readonly says: string;
  readonly draw: (size: Size) => Plot.PlotOptions;
  /** Half as wide as the page: two stand side by side. */
  readonly isHalf?: boolean;
  /** What the colours are. */
  readonly legend?: readonly Series[];
  /** The same as text. */
  readonly table: Table;
  readonly note?: Content;
}

export interface Series {
  readonly name: string;
  readonly series: 'on' | 'off' | 'all';
}

/** The same colours and dashes everywhere: colour alone does not tell two lines apart. */
export const ON: Series = { name: 'On the platform', series: 'on' };
export const OFF: Series = { name: 'Off the platform', series: 'off' };
export const ALL: Series = { name: 'All', series: 'all' };
export const DASHES = { on: undefined, off: '6 3', all: undefined } as const;

export function figure({ id, title, says, draw, isHalf, legend, table: rows, note }: Figure): Markup {
  return markup`<figure aria-labelledby="${id}-title"${isHalf && markup` class="half"`}>
<figcaption id="${id}-title">${title}</figcaption>
${legend && markup`<ul class="legend">${legend.map(({ name, series }) => markup`<li><span class="swatch ${series}"></span>${name}</li>`)}</ul>`}
${(
  [
    [isHalf ? HALF : WIDE, 'wide'],
    [NARROW, 'narrow'],
  ] as const
).map(([size, className]) => markup`<div class="${className}">${drawn(says, draw(size), size.width)}</div>`)}
${note && markup`<p class="note">${note}</p>`}
<details><summary>The numbers as a table</summary>${table(rows)}</details>
</figure>`;
}

/** A small line beside text that says the same. */
export function sparkline(values: ReadonlyArray<{ readonly at: Date; readonly share: number | null }>): Markup {
  const options: Plot.PlotOptions = {
    height: 28,
    axis: null,
    margin: 3,
    x: { type: 'utc' },
    y: { domain: [0, 1] },
    marks: [
      Plot.ruleY([0, 1], { stroke: 'var(--grid)' }),
      Plot.lineY(values, { x: 'at', y: 'share', stroke: 'var(--on)', strokeWidth: 2 }),
      Plot.dot(values.slice(-1), { x: 'at', y: 'share', fill: 'var(--on)', r: 2.5 }),
    ],
  };
  return drawn(null, options, 96);
}

function drawn(label: string | null, options: Plot.PlotOptions, width: number): Markup {
  const svg = Plot.plot({ ...options, width, document: document as unknown as Document, className: 'plot' });
  // The page has these rules once.
  svg.querySelectorAll('style').forEach(style => style.remove());
  // Each mark names its kind ('line', 'x-axis tick'): noise to whoever has it read out.
  svg.querySelectorAll('[aria-label], [aria-hidden]').forEach(part => {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  });
  // The label is input, and is escaped as all input is.
  const role = label === null ? markup`aria-hidden="true"` : markup`role="img" aria-label="${label}"`;
  return new Markup(compact(svg.outerHTML).replace('<svg', () => `<svg ${role.text}`));
}

/** A hundredth of a pixel is not seen. Text is left as it is. */
function compact(svg: string): string {
  return svg.replace(/="[^"]*"/g, attribute =>
    attribute.replace(/-?\d+\.\d{3,}/g, number => String(Math.round(Number(number) * 100) / 100)),
  );
}
