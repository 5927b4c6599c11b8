import { EscapeHatchError } from '../support/errors';
import { refusal, said } from '../support/input';

/**
 * One step of a path: a key, an element by its number, or the element that has a certain value.
 *
 * @internal
 */
export type Segment =
  { readonly key: string } | { readonly index: number } | { readonly where: string; readonly equals: string };

/**
 * The steps of a property path: `ContainerDefinitions[Name=app].Memory`, `Tags[0].Value`. Refuses a text that is none.
 *
 * @internal
 */
export function parsePath(path: string): Segment[] {
  const refuse = refusal('Patch', 'guides/escape-hatch.md', EscapeHatchError);
  const hint = "Write it as in the template: 'ContainerDefinitions[Name=app].Memory' or 'Tags[0].Value'.";
  if (typeof path !== 'string') refuse(`The property path is ${said(path)}.`, hint);
  const segments: Segment[] = [];
  const pattern = /(?:^|\.)([A-Za-z0-9_:/@-]+)|\[(\d+)\]|\[([A-Za-z0-9_]+)=([^\]]+)\]/gy;
  let position = 0;
  for (let match = pattern.exec(path); match; match = pattern.exec(path)) {
    position = pattern.lastIndex;
    if (match[1] !== undefined) segments.push({ key: match[1] });
    else if (match[2] !== undefined) segments.push({ index: Number(match[2]) });
    else segments.push({ where: match[3], equals: match[4] });
  }
  if (position !== path.length || path.startsWith('.') || segments.length === 0 || !('key' in segments[0])) {
    refuse(`'${path}' is not a property path (it stops making sense at character ${position + 1}).`, hint);
  }
  return segments;
}

/**
 * The text of a path with these steps.
 *
 * @internal
 */
export function formatPath(segments: readonly Segment[]): string {
  return segments
    .map((s, i) => ('key' in s ? (i ? '.' : '') + s.key : 'index' in s ? `[${s.index}]` : `[${s.where}=${s.equals}]`))
    .join('');
}
