import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { markup, Markup, type Content } from './html.js';
import { table, type Table } from './table.js';

/** The document in which charts are drawn when the page is written. The page itself has no script. */
const { document } = parseHTML('<!doctype html><html><body></body></html>');

export interface Size {
  readonly width: number;
  readonly isNarrow: boolean;
}

/** The sizes of a chart, in pixels. A phone has its own drawing: letters that are only scaled down are too small. */
const WIDE: Size = { width: 880, isNarrow: false };
const HALF: Size = { width: 440, isNarrow: true };
const NARROW: Size = { width: 335, isNarrow: true };

/** The options of a vertical axis of numbers: horizontal grid lines only. */
export const ACROSS = { grid: true, tickSize: 0, label: null } as const;

/** A horizontal axis of dates. With the default line height the year would overlap the month. */
export function along(ticks: number): Plot.Markish {
  return Plot.axisX({ ticks, tickSize: 0, tickPadding: 8, lineHeight: 1.3, label: null });
}

export interface Figure {
  /** Unique on the page. */
  readonly id: string;
  /** The visible title. */
  readonly title: string;
  /** The result in words, for screen readers. */
  readonly altText: string;
  readonly draw: (size: Size) => Plot.PlotOptions;
  /** Draws the figure half as wide as the page, so that two stand side by side. */
  readonly isHalf?: boolean;
  /** The meaning of the colours. */
  readonly legend?: readonly Series[];
  /** The same numbers as text. */
  readonly table: Table;
  readonly note?: Content;
}

export interface Series {
  readonly name: string;
  readonly series: 'on' | 'off' | 'all';
}

/** The colours and dashes of the arms on the whole page. Lines differ in their dashes too, not in colour alone. */
export const ON: Series = { name: 'On the platform', series: 'on' };
export const OFF: Series = { name: 'Off the platform', series: 'off' };
export const ALL: Series = { name: 'All', series: 'all' };
export const DASHES = { on: undefined, off: '6 3', all: undefined } as const;

/** A chart with its title, its legend, a note and the same numbers as a table. */
export function figure({ id, title, altText, draw, isHalf, legend, table: rows, note }: Figure): Markup {
  const drawing = (size: Size, className: 'wide' | 'narrow') =>
    markup`<div class="${className}">${drawn(altText, draw(size), size.width)}</div>`;
  return markup`<figure aria-labelledby="${id}-title"${isHalf && markup` class="half"`}>
<figcaption id="${id}-title">${title}</figcaption>
${legend && markup`<ul class="legend">${legend.map(legendItem)}</ul>`}
${drawing(isHalf ? HALF : WIDE, 'wide')}${drawing(NARROW, 'narrow')}
${note && markup`<p class="note">${note}</p>`}
<details><summary>The numbers as a table</summary>${table(rows)}</details>
</figure>`;
}

function legendItem({ name, series }: Series): Markup {
  return markup`<li><span class="swatch ${series}"></span>${name}</li>`;
}

/** A small line chart, hidden from screen readers: the text beside it says the same. */
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
  // The page has these rules already.
  svg.querySelectorAll('style').forEach(style => style.remove());
  // Plot labels each mark with its kind ('line', 'x-axis tick'), which only disturbs a screen reader.
  svg.querySelectorAll('[aria-label], [aria-hidden]').forEach(part => {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  });
  // The label contains input, so the template escapes it.
  const role = label === null ? markup`aria-hidden="true"` : markup`role="img" aria-label="${label}"`;
  return new Markup(compact(svg.outerHTML).replace('<svg', () => `<svg ${role.text}`));
}

/** Rounds the numbers in attributes to 0.01 pixel. The text is not changed. */
function compact(svg: string): string {
  return svg.replace(/="[^"]*"/g, attribute =>
    attribute.replace(/-?\d+\.\d{3,}/g, number => String(Math.round(Number(number) * 100) / 100)),
  );
}
