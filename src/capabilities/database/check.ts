import { DatabaseDecisions } from './decisions';
import { DatabaseFamily } from './engine';
import { isReserved } from './engine/reserved-words';
import { checkSupport } from './engine/support';
import { DatabaseDeployment, ManagedDatabaseProps } from './props';
import { checkIsNetwork, INetwork } from '../../binding/network';
import { today } from '../../support/dates';
import { fits, isGiven, Refuse, said } from '../../support/input';
import { isListToken, isToken } from '../../support/tokens';

/** The databases that a server has from the start, beside `postgres`, which may be named. */
const TAKEN_NAMES: { readonly [family in DatabaseFamily]: readonly string[] } = {
  [DatabaseFamily.POSTGRES]: ['template0', 'template1', 'rdsadmin'],
  [DatabaseFamily.MYSQL]: ['mysql', 'sys', 'information_schema', 'performance_schema', 'innodb'],
};

/** Refuses props that cannot be right. Ranges and choices are checked with the decisions. */
export function checkProps(props: ManagedDatabaseProps, refuse: Refuse): void {
  const { databaseName, network, readers, backupRetentionDays } = props;
  checkEngine(props, refuse);
  checkIsNetwork(network, refuse);
  if (isGiven(databaseName) && !fits(databaseName, /^[A-Za-z][A-Za-z0-9_]{0,62}$/)) {
    refuse(`databaseName is '${databaseName}'.`, 'Give a letter, then letters, digits and underscores, at most 63.');
  }
  if (isGiven(databaseName) && TAKEN_NAMES[props.engine._family].includes(databaseName!.toLowerCase())) {
    refuse(`databaseName is '${databaseName}', which the server has already.`, 'Choose another name.');
  }
  if (isGiven(databaseName) && isReserved(databaseName!, props.engine._family)) {
    refuse(
      `databaseName is '${databaseName}', a word of SQL that ${props.engine._family} reserves: RDS refuses it.`,
      `Choose another name: ${databaseName}s, ${databaseName}_data.`,
    );
  }
  for (const [name, value] of Object.entries({ readers, backupRetentionDays })) {
    if (isGiven(value) && !Number.isInteger(value)) {
      refuse(`${name} is ${value}.`, 'Give a whole number, known at synth.');
    }
  }
}

function checkEngine({ engine }: ManagedDatabaseProps, refuse: Refuse): void {
  if (!Object.values(DatabaseFamily).includes(engine?._family)) {
    refuse(
      engine ? 'engine is not a DatabaseEngine.' : 'engine is missing.',
      'Give DatabaseEngine.postgres() or DatabaseEngine.mysql().',
    );
  }
  const { _family: family, version } = engine;
  if (isToken(version)) {
    refuse('The version of the engine is known at deployment only.', 'Give a literal: what is rendered depends on it.');
  }
  if (isGiven(version) && typeof version !== 'string') {
    refuse(`The version of the engine is ${said(version)}.`, `Give a text: DatabaseEngine.${family}('${version}').`);
  }
}

/** Refuses choices that do not go together, and a version that AWS no longer supports. */
export function checkChoices(choices: DatabaseDecisions, { readers }: ManagedDatabaseProps, refuse: Refuse): void {
  // A default of the platform team's is for those who can have readers. A prop that cannot be kept is refused.
  if (choices.deployment === DatabaseDeployment.INSTANCE && (readers ?? 0) !== 0) {
    refuse(
      `readers is ${readers}, and a database with deployment 'instance' has none.`,
      'Give DatabaseDeployment.SERVERLESS, where readers share an endpoint, or leave readers out. multiAz gives an ' +
        'instance a standby.',
    );
  }
  checkSupport(choices, today(), refuse);
}

/** Refuses a network that a database cannot stand in. The one that nobody made by hand has enough zones. */
export function checkNetwork(network: INetwork | undefined, refuse: Refuse): void {
  if (network === undefined) return;
  const { isolatedSubnetIds } = network;
  if (isListToken(isolatedSubnetIds) || isolatedSubnetIds.length >= 2) return;
  refuse(
    `The network has ${isolatedSubnetIds.length} isolated subnets, and a database needs two, in two zones.`,
    'Give a network with isolated subnets; private ones will do if you list them as isolated.',
  );
}
