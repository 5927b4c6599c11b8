import type { Change, PropertyChange } from './change.js';

/** Changes that are one to their reader: the same of many resources, or the parts of one construct that is new. */
export interface Folded {
  readonly first: Change;
  readonly all: readonly Change[];
  /** What changes, in words. */
  readonly words: readonly string[];
}

/** Folds the changes of a stack. What keeps data is never folded, unless it is new. */
export function fold(changes: readonly Change[]): Folded[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = keyOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].map(all => ({ first: all[0]!, all, words: wordsOf(all[0]!) }));
}

/** The changes of a resource in words; of several, which replaces it. */
function wordsOf(change: Change): string[] {
  const { impact, properties, movedFrom, path } = change;
  if (isRenaming(change)) return [`moved from ${movedFrom}: texts that name its place say ${path} now`];
  const isMixed = properties.some(each => each.impact !== impact);
  return properties.map(each => inWords(each) + (isMixed && each.impact === impact ? ` (${impact})` : ''));
}

function keyOf(change: Change): string {
  const { impact, path, isKept, properties, stack, address, fate } = change;
  if (impact === 'added') return JSON.stringify(['added', stack, path ?? address]);
  if (isKept && impact !== 'in place') return JSON.stringify([stack, address]);
  if (isRenaming(change)) return JSON.stringify(['renamed', stack, path]);
  if (impact === 'removed') return JSON.stringify(['removed', stack, path ?? address, fate]);
  return JSON.stringify([stack, impact, properties.map(inWords)]);
}

/** Whether nothing changes but texts, in which the construct stands at another place. */
function isRenaming({ impact, movedFrom, path, properties }: Change): boolean {
  if (impact !== 'in place' || movedFrom === undefined || path === undefined) return false;
  const said = (value: unknown) => JSON.stringify(value ?? null);
  return properties.every(({ before, after }) => said(before).replaceAll(movedFrom, path) === said(after));
}

const MOST = 60;

/** The change of a property in words; of a list of tags, what is other in it. */
export function inWords({ property, before, after }: PropertyChange): string {
  const tags = tagsInWords(before, after);
  if (tags) return `${property}: ${tags}`;
  if (before === undefined) return `${property}: now ${short(after)}`;
  if (after === undefined) return `${property}: no longer ${short(before)}`;
  const [old, now] = [short(before), short(after)];
  return old === now ? `${property}: differs, see --json` : `${property}: ${old} -> ${now}`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function tagsInWords(before: unknown, after: unknown): string | undefined {
  const [old, now] = [tagsOf(before), tagsOf(after)];
  if (!old || !now || old.size + now.size === 0) return undefined;
  const words = [
    ...[...now].filter(([key, value]) => old.get(key) !== value).map(([key, value]) => `+${key}=${value}`),
    ...[...old.keys()].filter(key => !now.has(key)).map(key => `-${key}`),
  ];
  return words.length > 0 ? words.join(', ') : undefined;
}

function tagsOf(value: unknown): Map<string, string> | undefined {
  if (value === undefined) return new Map();
  const isTag = (each: any) => typeof each?.Key === 'string' && 'Value' in each;
  if (!Array.isArray(value) || !value.every(isTag)) return undefined;
  return new Map(value.map(({ Key, Value }: any) => [Key, typeof Value === 'string' ? Value : JSON.stringify(Value)]));
}
