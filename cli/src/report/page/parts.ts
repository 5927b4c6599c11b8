// Building blocks of several sections.
import type { Count, Estimate, Interval, SectionId } from '../model.js';
import { DETAIL_FILES, type DetailFile } from './detail-files.js';
import { concat, markup, type Content, type Markup } from './html.js';
import { count, measured, percent, shownAs, type Shown } from './numbers.js';

/** The sections and their titles, in the order of the page. */
export const SECTIONS: ReadonlyArray<readonly [SectionId, title: string]> = [
  ['platform', 'On and off the platform'],
  ['capabilities', 'Adoption by capability'],
  ['editions', 'Versions and editions'],
  ['sunset', 'Sunset candidates'],
  ['dora', 'Delivery: DORA\u2019s five'],
  ['firstDeploy', 'Time to first production deploy'],
  ['cognitiveLoad', 'Cognitive load'],
  ['escapes', 'Escapes'],
  ['value', 'Platform value'],
  ['dataQuality', 'Data quality'],
];

/** The fragment of a section: `first-deploy` for `firstDeploy`. */
export function anchorOf(section: SectionId): string {
  return section.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/**
 * A section of the page.
 *
 * @param lead the result of the section, in a sentence
 */
export function section(id: SectionId, lead: Content, ...content: Content[]): Markup {
  const title = SECTIONS.find(([each]) => each === id)![1];
  return markup`<section id="${anchorOf(id)}" aria-labelledby="${anchorOf(id)}-heading">
<h2 id="${anchorOf(id)}-heading">${title}</h2>
<p class="lead">${lead}</p>
${content}
</section>
`;
}

/** A text in place of a value that does not exist. */
export function none(...text: readonly Content[]): Markup {
  return markup`<span class="none">${text}</span>`;
}

/** A small text below or beside a value: its interval, its n, its unit. */
export function basis(...content: readonly Content[]): Markup {
  return markup`<span class="basis">${content}</span>`;
}

export function paragraph(className: 'basis' | 'rest' | 'warning', ...content: readonly Content[]): Markup {
  return markup`<p class="${className}">${content}</p>`;
}

/** A list without bullets. */
export function list(items: readonly Content[]): Markup {
  return markup`<ul class="plain">${items.map(item => markup`<li>${item}</li>`)}</ul>`;
}

/** A link to a file beside the page. */
export function detailFile(file: DetailFile): Markup {
  return markup`<a href="${DETAIL_FILES[file]}">${DETAIL_FILES[file]}</a>`;
}

/** The number of rows that are shown of a longer list, and the file with all rows. */
export function rest(total: number, shown: number, what: string, file: DetailFile | null): Markup | false {
  if (total <= shown) return false;
  const complete = file && markup`; ${detailFile(file)} has all`;
  return paragraph('rest', `${count(shown)} of ${count(total)} ${what} are shown`, complete, '.');
}

/** A value with its interval and its n, or the reason why there is no value. */
export function estimate(each: Estimate, shown: Shown): Markup {
  const texts = measured(each, shown);
  if (texts === null) return notMeasured(each);
  if (!each.judged) return concat(none('not enough to judge'), basis(n(each.n)));
  const interval = each.interval && intervalNote(each.interval.level, texts.interval);
  return markup`<strong class="value">${texts.value}</strong>${interval} ${basis(n(each.n))}`;
}

function notMeasured({ note }: Estimate): Markup {
  return concat(none('not measured'), note && basis(note));
}

function intervalNote(level: number, interval: string | null): Markup {
  return basis(`${percent(level)} interval `, markup`<span class="whole">${interval}</span>`);
}

/** A number of observations: 'n = 30'. */
export function n(number: number): string {
  return `n\u00a0=\u00a0${count(number)}`;
}

/** A share as a bar with its interval as a line, and beside it the same as text. */
export function bar(
  share: number,
  text: Content,
  interval: Interval | null = null,
  series: 'on' | 'off' | 'all' = 'on',
): Markup {
  const whisker =
    interval?.low != null &&
    interval.high != null &&
    markup`<b style="left:${percentage(interval.low)};right:${percentage(1 - interval.high)}"></b>`;
  const filled = markup`<i style="width:${percentage(share)}"></i>`;
  const track = markup`<span class="track ${series}" aria-hidden="true">${filled}${whisker}</span>`;
  return markup`<span class="bar">${track} <span>${text}</span></span>`;
}

function percentage(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
}

/** A share as a bar with its interval, or the reason why there is no share. */
export function share(each: Estimate): Markup {
  if (each.value === null) return notMeasured(each);
  if (!each.judged) return none('not enough to judge');
  return concat(
    bar(each.value, markup`<strong>${percent(each.value)}</strong>`, each.interval),
    each.interval && intervalNote(each.interval.level, measured(each, shownAs('share'))!.interval),
  );
}

/** The share of stacks that use something, of those that could; null where none could. */
export function shareOf({ using, eligible }: Count): number | null {
  return eligible === 0 ? null : using / eligible;
}

/** The name of a team, or a text for stacks without an owner. */
export function team(name: string | null): Content {
  return name ?? none('nobody named');
}

/** A name from a program. A long one breaks after a dot, an underscore or a bracket. */
export function identifier(name: string): Markup {
  return markup`<code>${name.split(/(?<=[._\]])/).map((part, index) => [index > 0 && markup`<wbr>`, part])}</code>`;
}

/** The first names of a list: 'a, b and 3 more'. */
export function few(names: ReadonlyArray<string | null>, most: number): Content {
  const shown = names
    .slice(0, most)
    .map((name, index) => [index > 0 && ', ', markup`<span class="name">${team(name)}</span>`]);
  return names.length === 0
    ? none('nobody')
    : [shown, names.length > most && ` and ${count(names.length - most)} more`];
}

const TONES = { good: 'good', bad: 'bad', attention: 'attention', quiet: 'quiet' } as const;

/** A short label with a colour. */
export function chip(text: string, tone: keyof typeof TONES): Markup {
  return markup`<span class="chip ${TONES[tone]}">${text}</span>`;
}

/** The label of a capability's stage; none for a stable one. */
export function stage(name: string | null): Markup | false {
  return (
    name !== null && name !== 'stable' && chip(name, name === 'deprecated' || name === 'sunset' ? 'attention' : 'quiet')
  );
}
