import { Fn, TerraformResourceLifecycle } from 'cdktf';
import { Surroundings } from './surroundings';
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
 * A snapshot outlives its database, and keeps its name: the next database of the same identifier needs another one. A security
 * group's id is new for each deployment, and known and stable as long as that stands, which a date or a random number are not both.
 */
function finalSnapshotIdentifier({ name, securityGroup }: Surroundings): string {
  return `${name}-final-${Fn.trimprefix(securityGroup.id, 'sg-')}`;
}

/** The key has to outlive whatever it may still be needed to read. */
export function keepKey({ deletionProtection, onRemoval, deleteAutomatedBackups }: DatabaseDecisions): TerraformResourceLifecycle | undefined {
  return preventDestroy(deletionProtection || onRemoval !== 'delete' || !deleteAutomatedBackups);
}

/** Terraform has no way to let go of a resource and keep it: it refuses any plan that would destroy it. */
function preventDestroy(kept: boolean): TerraformResourceLifecycle | undefined {
  return kept ? { preventDestroy: true } : undefined;
}
