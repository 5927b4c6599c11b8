import { lossesOf, LockFinding } from './compare';
import { LOCK_PAGE, readLock } from './file';
import { StandingResource } from './locked-resource';
import { lockedType } from './locked-types';
import { Lock } from '../../path/lock';
import { EnvironmentTier } from '../../path/tier';
import { DOCS } from '../../support/errors';

/**
 * One stack of an app, and the lock that holds for it.
 *
 * @internal
 */
export interface LockedScope {
  readonly stack: string;
  readonly tier: string;
  readonly lock: Lock;
  readonly standing: () => StandingResource[];
}

/**
 * What a comparison with the locks of an app has found.
 *
 * @internal
 */
export interface LockReviewed {
  readonly findings: readonly LockFinding[];
  /** What is said where there is no lock, and something that it would keep. */
  readonly unlocked?: string;
}

/**
 * Compares the stacks of an app with their locks.
 *
 * @internal
 */
export function reviewLock(
  engine: 'aws' | 'terraform',
  scopes: readonly LockedScope[],
  speaksOf?: (stack: string) => boolean,
): LockReviewed {
  const findings: LockFinding[] = [];
  const unlocked: StandingResource[] = [];
  for (const [file, its] of byFile(scopes)) {
    const locked = readLock(its[0].lock);
    if (locked) {
      const stacks = new Map(its.map(({ stack, tier }) => [stack, tier]));
      const standing = its.flatMap(scope => scope.standing());
      findings.push(...lossesOf({ engine, locked, standing, stacks, speaksOf }));
    } else {
      const spoken = its.filter(({ stack }) => speaksOf === undefined || speaksOf(stack));
      const worth = spoken.filter(({ tier }) => tier !== EnvironmentTier.DEVELOPMENT);
      if (its[0].lock._given && worth.length > 0) findings.push(missing(file, worth[0].stack));
      else unlocked.push(...worth.flatMap(scope => scope.standing()));
    }
  }
  return { findings, unlocked: unlocked.length > 0 ? wouldKeep(unlocked) : undefined };
}

function byFile(scopes: readonly LockedScope[]): Map<string, LockedScope[]> {
  const files = new Map<string, LockedScope[]>();
  for (const scope of scopes) {
    const { _path: file } = scope.lock;
    if (file !== undefined) files.set(file, [...(files.get(file) ?? []), scope]);
  }
  return files;
}

/** A file that was named, and is not there, protects nothing: its name may be mistyped. */
function missing(file: string, stack: string): LockFinding {
  return {
    stack,
    finding: {
      rule: 'lock:missing',
      severity: 'warning',
      text: `There is no lock at '${file}', so nothing is compared with it.`,
      fix: `Write it: goldenpath lock --file '${file}'. Or name the file that is there. ${DOCS}/${LOCK_PAGE}`,
    },
  };
}

function wouldKeep(standing: readonly StandingResource[]): string {
  const counts = new Map<string, number>();
  for (const { type } of standing) {
    const noun = lockedType(type)!.noun;
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  const list = [...counts].map(([noun, count]) => `${noun}: ${count}`).join(', ');
  return (
    `goldenpath: there is no lock. It would keep what holds data, or is known by its name (${list}): synth would ` +
    "refuse a change that loses any of it, a new name for instance. 'goldenpath lock' writes it; Lock.none() does " +
    `without. ${DOCS}/${LOCK_PAGE}`
  );
}
