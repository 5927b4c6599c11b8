import { markup, type Content, type Markup } from './html.js';

export interface Column<Row> {
  readonly title: Content;
  /** Numbers stand at the right, one below the other. */
  readonly isNumber?: boolean;
  readonly className?: string;
  readonly cell: (row: Row) => Content;
}

export interface Table {
  readonly caption: string;
  /** The caption is read out only, where a heading above says the same. */
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly Column<any>[];
  readonly rows: readonly unknown[];
  readonly className?: string;
}

/** The first column names the row. A table that is wider than the page scrolls in its own box, by keyboard too. */
export function table({ caption, isCaptionHidden, columns, rows, className }: Table): Markup {
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="${className}">
<caption${isCaptionHidden && markup` class="unseen"`}>${caption}</caption>
<thead><tr>${columns.map(column => markup`<th scope="col"${classes(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(
    row => markup`<tr>${columns.map((column, index) =>
      index === 0
        ? markup`<th scope="row"${classes(column)}>${column.cell(row)}</th>`
        : markup`<td${classes(column)}>${column.cell(row)}</td>`,
    )}</tr>
`,
  )}</tbody></table></div>`;
}

function classes({ isNumber, className }: Column<any>): Markup | false {
  const names = [isNumber && 'number', className].filter(Boolean).join(' ');
  return names !== '' && markup` class="${names}"`;
}
