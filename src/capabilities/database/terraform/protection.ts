import { Fn } from 'cdktf';
import { Surroundings } from './surroundings';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { DatabaseDecisions } from '../decisions';

/** What happens to data when its resource is removed or replaced, on a cluster and on an instance alike. */
export function keepData(decided: DatabaseDecisions, around: Surroundings) {
  const snapshot = decided.onRemoval !== 'delete';
  return {
    deletionProtection: decided.deletionProtection,
    deleteAutomatedBackups: decided.deleteAutomatedBackups,
    skipFinalSnapshot: !snapshot,
    finalSnapshotIdentifier: snapshot ? finalSnapshotIdentifier(around) : undefined,
    lifecycle: preventDestroy(decided.deletionProtection || decided.onRemoval === 'retain'),
  };
}

/**
 * A snapshot outlives its database, and keeps its name: the next database of the same identifier needs another one. A
 * security
 * group's id is new for each deployment, and known and stable as long as that stands, which a date or a random number
 * are not both.
 */
function finalSnapshotIdentifier({ name, securityGroup }: Surroundings): string {
  return `${name}-final-${Fn.trimprefix(securityGroup.id, 'sg-')}`;
}

/**
 * Whether any data, or a copy of it, outlives the database: the key has to outlive what it may still be needed to read.
 */
export function outlives({ deletionProtection, onRemoval, deleteAutomatedBackups }: DatabaseDecisions): boolean {
  return deletionProtection || onRemoval !== 'delete' || !deleteAutomatedBackups;
}
