/** Finished markup, which is not escaped again. */
export class Markup {
  constructor(readonly text: string) {}
}

/** A value in a template. Text is escaped, `null`, `undefined` and `false` add nothing, and lists are joined. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

/**
 * Builds markup from a template. Names of teams and services are input, so every value is escaped, in text and in
 * attributes. The tag is not called `html`, because Prettier would then reformat the templates and change the page.
 */
export function markup(strings: TemplateStringsArray, ...values: Content[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + rendered(values[index - 1]) + string));
}

/** Joins parts without anything between them. */
export function concat(...parts: readonly Content[]): Markup {
  return new Markup(rendered(parts));
}

function rendered(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return escaped(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters and characters that change the direction of text. A name must not rearrange the page. */
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The text with a replacement character for each character that is not safe to show. */
export function printable(text: string): string {
  return text.toWellFormed().replace(UNSAFE, '\ufffd');
}

/** The text with entities for the characters that have a meaning in HTML. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, character => ENTITIES[character]!);
}

/** An `id` for an element or a link fragment, made from words: `dora-change-fail-rate`. */
export function idOf(...words: readonly string[]): string {
  return words
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
