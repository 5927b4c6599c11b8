import { existsSync, readFileSync, statSync } from 'fs';
import { LockedResource } from './locked-resource';
import { Lock } from '../../path/lock';
import { EnvironmentTier } from '../../path/tier';
import { isObject, isText, refusal, Refuse, said } from '../../support/input';

/** The version of the format. Its JSON Schema is `schema/lock-1.schema.json` in this package. */
const LOCK_VERSION = '1';

/** The page about the lock. */
export const LOCK_PAGE = 'guides/day-2.md';

/**
 * The resources of a lock. Undefined where there is no file.
 *
 * @throws InvalidInputError where the file is none that `goldenpath lock` has written
 * @internal
 */
export function readLock({ _path: file }: Lock): readonly LockedResource[] | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  const refuse = refusal(file, LOCK_PAGE);
  const { lockVersion, resources } = parsed(textOf(file, refuse), refuse);
  if (lockVersion === undefined) refuse('The lock does not say its format: lockVersion.', REWRITE);
  if (lockVersion !== LOCK_VERSION) {
    refuse(
      `The lock has the format ${said(lockVersion)}, and this version of goldenpath reads ${LOCK_VERSION}.`,
      'Update goldenpath to the version that wrote it.',
    );
  }
  if (!Array.isArray(resources)) refuse('The lock has no list of resources.', REWRITE);
  for (const row of resources) checkRow(row, refuse);
  return resources;
}

const REWRITE = 'Take the version of the file that is committed, and write it anew: goldenpath lock.';

/** The text of the file, without the mark that some editors write first. */
function textOf(file: string, refuse: Refuse): string {
  if (statSync(file).isDirectory()) refuse('The lock is a folder.', `Give the file: '${file}/goldenpath.lock.json'.`);
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

function parsed(text: string, refuse: Refuse): any {
  if (/^(<{7}|={7}|>{7})/m.test(text)) {
    refuse(
      'The lock has an unresolved conflict of a merge.',
      'Keep the lines of both sides, and run: goldenpath lock.',
    );
  }
  try {
    const found = JSON.parse(text);
    return isObject(found) ? found : refuse(`The lock is ${said(found)}.`, REWRITE);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(`The lock is no JSON: ${error.message}`, REWRITE);
  }
}

function checkRow(row: any, refuse: Refuse): void {
  const texts = ['path', 'slot', 'stack', 'type', 'id', 'tier'];
  const missing = isObject(row) ? texts.find(name => !isText(row[name])) : 'path';
  if (missing) refuse(`The lock has ${said(row)}, a resource without ${missing}.`, REWRITE);
  const tiers: string[] = Object.values(EnvironmentTier);
  if (!tiers.includes(row.tier)) refuse(`The lock has '${row.path}' of the tier ${said(row.tier)}.`, REWRITE);
  if (!isObject(row.identity)) refuse(`The lock has '${row.path}' without its identity.`, REWRITE);
  if (row.accepted !== undefined && (!isText(row.accepted?.reason?.trim?.()) || !isText(row.accepted?.on))) {
    refuse(
      `The lock accepts a loss of '${row.path}' without a reason and a date.`,
      `Let the command write it: goldenpath lock --accept '${row.path}' --reason '...'.`,
    );
  }
}
