import { isDeepStrictEqual } from 'node:util';
import { parsePath, type Segment } from '../assembly/property-path.js';
import { WrongUseError } from '../errors.js';
import { didYouMean } from '../nearest.js';
import { faultOf } from './guarded.js';
import { PAGE, type DeliveryEscape } from './model.js';

/** Files by name, as data. */
export interface Files {
  readonly [file: string]: object;
}

/**
 * Applies the changes that a team answers for. One whose file or path does not exist, or that changes nothing, is
 * refused: it would be recorded, and not be true. So is one that takes a job's trust away.
 */
export function escaped(files: Files, escapes: readonly DeliveryEscape[]): Files {
  const changed: { [file: string]: any } = structuredClone(files);
  for (const escape of escapes) {
    const { file } = escape;
    if (!(file in changed)) {
      throw refused(escape, `There is no file '${file}'.`, didYouMean(file, Object.keys(changed)));
    }
    const before = structuredClone(changed[file]);
    change(changed[file], escape);
    if (isDeepStrictEqual(before, changed[file])) {
      throw refused(escape, 'It changes nothing: that is so already.', 'Remove the escape.');
    }
    const fault = faultOf(before, changed[file]);
    if (fault) throw refused(escape, fault.what, fault.hint);
  }
  return changed;
}

function change(root: any, escape: DeliveryEscape): void {
  const segments = parsePath(escape.path);
  let at = root;
  for (const segment of segments.slice(0, -1)) {
    const next = at[keyOf(at, segment, escape)];
    if (typeof next !== 'object' || next === null) {
      throw refused(escape, `There is no '${said(segment)}' on the way.`, didYouMean(said(segment), Object.keys(at)));
    }
    at = next;
  }
  const key = keyOf(at, segments.at(-1)!, escape);
  if (escape.operation === 'set') at[key] = escape.value;
  else if (escape.operation === 'append') {
    if (!Array.isArray(at[key])) throw refused(escape, `'${escape.path}' is no list.`, 'Set it as a whole.');
    at[key].push(escape.value);
  } else if (!(key in at)) {
    throw refused(escape, `There is no '${String(key)}'.`, didYouMean(String(key), Object.keys(at)));
  } else if (Array.isArray(at)) at.splice(Number(key), 1);
  else delete at[key];
}

function keyOf(at: any, segment: Segment, escape: DeliveryEscape): string | number {
  if ('key' in segment) return segment.key;
  const index =
    'index' in segment
      ? segment.index
      : Array.isArray(at)
        ? at.findIndex(each => String(each?.[segment.where]) === segment.equals)
        : -1;
  if (!Array.isArray(at) || index < 0 || index >= at.length) {
    throw refused(escape, `Nothing in the list fits '${said(segment)}'.`, 'Name an element that is there.');
  }
  return index;
}

function said(segment: Segment): string {
  if ('key' in segment) return segment.key;
  return 'index' in segment ? `[${segment.index}]` : `[${segment.where}=${segment.equals}]`;
}

function refused({ file, path, reason }: DeliveryEscape, what: string, hint: string): WrongUseError {
  return new WrongUseError({ what, where: `the escape of ${file}, ${path} (${reason})`, hint, page: PAGE });
}
