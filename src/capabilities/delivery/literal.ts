import { Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** Deeper than any workflow: what holds itself has no end. */
const DEEPEST = 50;

/** Refuses what no file can have: values that are known at deployment only, functions, constructs and the like. */
export function checkLiteral(value: any, label: string, refuse: Refuse): void {
  const found = unwritable(value, label, 0);
  if (found === undefined) return;
  refuse(
    `${found.at} is ${said(found.value)}, and a workflow is written before anything is deployed.`,
    'Give it as it shall stand in the file: texts, numbers, booleans, lists and mappings of them.',
  );
}

/** The first part of a value that JSON cannot have, or that is not known yet. What is left out is fine. */
function unwritable(value: any, at: string, level: number): { readonly at: string; readonly value: any } | undefined {
  if (value === undefined || value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string' || typeof value === 'number') {
    return isToken(value) || (typeof value === 'number' && !Number.isFinite(value)) ? { at, value } : undefined;
  }
  if (typeof value !== 'object' || level > DEEPEST || !isPlain(value)) return { at, value };
  for (const [key, each] of Object.entries(value)) {
    const found = unwritable(each, Array.isArray(value) ? `${at}[${key}]` : `${at}.${key}`, level + 1);
    if (found) return found;
  }
  return undefined;
}

function isPlain(value: object): boolean {
  const { constructor } = Object.getPrototypeOf(value) ?? { constructor: Object };
  // By their names: what was made in another realm has classes of its own.
  return ['Object', 'Array'].includes(constructor?.name);
}
