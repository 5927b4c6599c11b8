import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Fn } from 'cdktf';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { DatabaseDecisions } from '../decisions';

/** The parts of the last snapshot's name. */
interface Named {
  readonly name: string;
  readonly securityGroup: SecurityGroup;
}

/** Says what happens to data when its resource is removed or replaced, on a cluster and on an instance alike. */
export function keepData(choices: DatabaseDecisions, around: Named) {
  const snapshot = choices.onRemoval !== 'delete';
  return {
    deletionProtection: choices.deletionProtection,
    deleteAutomatedBackups: choices.deleteAutomatedBackups,
    skipFinalSnapshot: !snapshot,
    finalSnapshotIdentifier: snapshot ? finalSnapshotIdentifier(around) : undefined,
    lifecycle: preventDestroy(choices.deletionProtection || choices.onRemoval === 'retain'),
  };
}

/**
 * The name of the last snapshot. A snapshot outlives its database and keeps its name, so that the next database of the
 * same identifier needs another name. The id of a security group is new in each deployment, and stays the same as long
 * as that stands. A date or a random number would not be both.
 */
function finalSnapshotIdentifier({ name, securityGroup }: Named): string {
  return `${name}-final-${Fn.trimprefix(securityGroup.id, 'sg-')}`;
}

/** Whether data, or a copy of it, outlives the database. The key has to outlive both: without it, nobody reads them. */
export function outlives({ deletionProtection, onRemoval, deleteAutomatedBackups }: DatabaseDecisions): boolean {
  return deletionProtection || onRemoval !== 'delete' || !deleteAutomatedBackups;
}
