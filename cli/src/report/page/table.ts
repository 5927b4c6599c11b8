import { markup, type Content, type Markup } from './html.js';

export interface Column<Row> {
  readonly title: Content;
  /** Aligns the numbers at the right. */
  readonly isNumber?: boolean;
  readonly className?: string;
  readonly cell: (row: Row) => Content;
}

export interface Table {
  readonly caption: string;
  /** Hides the caption from sight, but not from screen readers, where a heading above says the same. */
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly Column<any>[];
  readonly rows: readonly unknown[];
  readonly className?: string;
}

/** A table whose first column names the rows. A table that is wider than the page scrolls, with the keyboard too. */
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
