/** Markup that is finished: it is not escaped again. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What can stand in a template: text is escaped, nothing is left out where a value is missing. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

/** Markup from a template. Names of teams and services are input: every value is escaped, in text and in attributes. */
export function markup(strings: TemplateStringsArray, ...values: Content[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + rendered(values[index - 1]) + string));
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

/** Control characters, and those that turn the direction of the text around them, are shown as a replacement: a name must not rearrange the page. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

export function seen(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '\ufffd');
}

export function escaped(text: string): string {
  return seen(text).replace(/[&<>"']/g, character => ENTITIES[character]!);
}

/** A name for an `id` or a fragment, from words. */
export function idOf(...words: readonly string[]): string {
  return words
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
