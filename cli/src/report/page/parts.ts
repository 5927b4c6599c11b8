// What several sections are made of.
import type { Count, Estimate, Interval, SectionId } from '../model.js';
import { DETAIL_FILES, type DetailFile } from './detail-files.js';
import { markup, type Content, type Markup } from './html.js';
import { count, measured, percent, shownAs, type Shown } from './numbers.js';

/** In the order of the page. */
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

/** `firstDeploy` is at `#first-deploy`. */
export function anchorOf(section: SectionId): string {
  return section.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/** A section opens with what it says, in a sentence; how it is counted comes after. */
export function section(id: SectionId, lead: Content, ...content: Content[]): Markup {
  const title = SECTIONS.find(([each]) => each === id)![1];
  return markup`<section id="${anchorOf(id)}" aria-labelledby="${anchorOf(id)}-heading">
<h2 id="${anchorOf(id)}-heading">${title}</h2>
<p class="lead">${lead}</p>
${content}
</section>
`;
}

export function detailFile(file: DetailFile): Markup {
  return markup`<a href="${DETAIL_FILES[file]}">${DETAIL_FILES[file]}</a>`;
}

/** Says that a list was cut, and where the rest is. */
export function rest(total: number, shown: number, what: string, file: DetailFile | null): Markup | false {
  return (
    total > shown &&
    markup`<p class="rest">${count(shown)} of ${count(total)} ${what} are shown${file && markup`; ${detailFile(file)} has all`}.</p>`
  );
}

/** A value with its interval and its n; or why there is none. */
export function estimate(each: Estimate, shown: Shown): Markup {
  const texts = measured(each, shown);
  if (texts === null)
    return markup`<span class="none">not measured</span>${each.note && markup`<span class="basis">${each.note}</span>`}`;
  if (!each.judged) return markup`<span class="none">not enough to judge</span><span class="basis">${n(each.n)}</span>`;
  return markup`<strong class="value">${texts.value}</strong>${each.interval && markup`<span class="basis">${percent(each.interval.level)} interval <span class="whole">${texts.interval}</span></span>`} <span class="basis">${n(each.n)}</span>`;
}

export function n(number: number): string {
  return `n\u00a0=\u00a0${count(number)}`;
}

/** A share as a bar, and beside it the text that says the same; the interval as a line in it. */
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
  return markup`<span class="bar"><span class="track ${series}" aria-hidden="true"><i style="width:${percentage(share)}"></i>${whisker}</span> <span>${text}</span></span>`;
}

function percentage(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
}

/** A share as a bar with its interval; never 0 where nobody could. */
export function share(each: Estimate): Markup {
  if (each.value === null)
    return markup`<span class="none">not measured</span>${each.note && markup`<span class="basis">${each.note}</span>`}`;
  if (!each.judged) return markup`<span class="none">not enough to judge</span>`;
  return markup`${bar(each.value, markup`<strong>${percent(each.value)}</strong>`, each.interval)}${each.interval && markup`<span class="basis">${percent(each.interval.level)} interval <span class="whole">${measured(each, shownAs('share'))!.interval}</span></span>`}`;
}

export function shareOf({ using, eligible }: Count): number | null {
  return eligible === 0 ? null : using / eligible;
}

export function team(name: string | null): Content {
  return name ?? markup`<span class="none">nobody named</span>`;
}

/** A name of a program's: where it does not fit, it is broken after a dot, and not in a word. */
export function identifier(name: string): Markup {
  return markup`<code>${name.split(/(?<=[._\]])/).map((part, index) => [index > 0 && markup`<wbr>`, part])}</code>`;
}

/** 'a, b and 3 more' */
export function few(names: ReadonlyArray<string | null>, most: number): Content {
  const shown = names
    .slice(0, most)
    .map((name, index) => [index > 0 && ', ', markup`<span class="name">${team(name)}</span>`]);
  return names.length === 0
    ? markup`<span class="none">nobody</span>`
    : [shown, names.length > most && ` and ${count(names.length - most)} more`];
}

const TONES = { good: 'good', bad: 'bad', attention: 'attention', quiet: 'quiet' } as const;

export function chip(text: string, tone: keyof typeof TONES): Markup {
  return markup`<span class="chip ${TONES[tone]}">${text}</span>`;
}

export function stage(name: string | null): Markup | false {
  return (
    name !== null && name !== 'stable' && chip(name, name === 'deprecated' || name === 'sunset' ? 'attention' : 'quiet')
  );
}
