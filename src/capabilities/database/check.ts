import { DatabaseDecisions } from './decisions';
import { DatabaseFamily } from './engine';
import { releaseOf, supportNotice } from './engine/versions';
import { ManagedDatabaseProps } from './props';
import { INetwork } from '../../binding/network';
import { Ledger } from '../../path/decision';
import { checkOwner } from '../../path/owner';
import { today } from '../../support/dates';
import { InvalidInputError } from '../../support/errors';
import { refusal } from '../../support/input';
import { isToken } from '../../support/tokens';

const PAGE = 'guides/database.md';

/** Refuses props that cannot be right, before anything is made. Ranges and choices are checked with the decisions. */
export function checkProps(props: ManagedDatabaseProps, where: string): void {
  const { engine, databaseName, readers, backupRetentionDays, network } = props ?? {};
  if (!Object.values(DatabaseFamily).includes(engine?.family)) {
    refuse(
      where,
      engine ? 'engine is not a DatabaseEngine.' : 'engine is missing.',
      'Give DatabaseEngine.postgres() or DatabaseEngine.mysql().',
    );
  }
  if (network !== undefined && network !== null && !(Array.isArray(network.isolatedSubnetIds) && network.vpcId)) {
    refuse(
      where,
      'network is not a network of the golden path.',
      'Give a Network, or one of Network.fromIds, fromLookup and fromParameters.',
    );
  }
  checkOwner(props.owner, refusal(where, PAGE));
  if (isToken(engine.version)) {
    refuse(
      where,
      'The version of the engine is known at deployment only.',
      'Give a literal: what is rendered depends on it.',
    );
  }
  if (
    databaseName !== undefined &&
    databaseName !== null &&
    !isToken(databaseName) &&
    !(typeof databaseName === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(databaseName))
  ) {
    refuse(
      where,
      `databaseName is '${databaseName}'.`,
      'Give a letter, then letters, digits and underscores, at most 63.',
    );
  }
  for (const [name, value] of Object.entries({ readers, backupRetentionDays })) {
    if (value !== undefined && value !== null && !Number.isInteger(value)) {
      refuse(where, `${name} is ${value}.`, 'Give a whole number, known at synth.');
    }
  }
}

/**
 * A warning for a version whose support ends soon.
 *
 * @throws InvalidInputError for a version past its support
 */
export function checkSupport(
  { engine, deployment, engineVersion, extendedSupport }: DatabaseDecisions,
  { path, where }: Ledger,
): string | undefined {
  const release = releaseOf(engine, deployment, engineVersion, path.edition, where);
  return supportNotice(engine, deployment, release, extendedSupport, today(), where);
}

export function checkNetwork({ isolatedSubnetIds }: INetwork, where: string): void {
  if (isToken(isolatedSubnetIds) || isolatedSubnetIds.length >= 2) return;
  refuse(
    where,
    `The network has ${isolatedSubnetIds.length} isolated subnets, and a database needs two, in two zones.`,
    'Give a network with isolated subnets; private ones will do if you list them as isolated.',
  );
}

function refuse(where: string, what: string, hint: string): never {
  throw new InvalidInputError({ what, where, hint, page: PAGE });
}
