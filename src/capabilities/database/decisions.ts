import { DatabaseEngine, DatabaseFamily } from './engine';
import { canPause, DEFAULT_MAJOR, releaseOf } from './engine/versions';
import { DatabaseDeployment, DatabaseSize, ManagedDatabaseProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../path/capability';
import { always, choose, DecidedBy, follows, Ledger, only } from '../../path/decision';
import { InvalidInputError } from '../../support/errors';

/** What the registry says of it. */
export const capability: Capability = {
  id: 'database',
  construct: 'ManagedDatabase',
  summary: 'PostgreSQL or MySQL, on Aurora Serverless v2 or an RDS instance.',
  area: CapabilityArea.DATA_ACCESS,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: ManagedDatabaseProps = { engine: DatabaseEngine.postgres() };

export interface SizeMeaning {
  /** Aurora capacity units of about 2 GiB each. */
  readonly leastUnits: number;
  readonly mostUnits: number;
  readonly instanceClass: string;
  readonly memoryGib: number;
  readonly storageGib: number;
}

// Aurora grows from its least units in steps that get larger the more it has, so that a wide range fills slowly:
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
// Instance classes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
export const SIZES: { [size in DatabaseSize]: SizeMeaning } = {
  [DatabaseSize.XSMALL]: { leastUnits: 0.5, mostUnits: 2, instanceClass: 'db.t4g.small', memoryGib: 2, storageGib: 20 },
  [DatabaseSize.SMALL]: { leastUnits: 1, mostUnits: 4, instanceClass: 'db.t4g.medium', memoryGib: 4, storageGib: 20 },
  [DatabaseSize.MEDIUM]: { leastUnits: 2, mostUnits: 16, instanceClass: 'db.m7g.large', memoryGib: 8, storageGib: 100 },
  [DatabaseSize.LARGE]: {
    leastUnits: 4,
    mostUnits: 32,
    instanceClass: 'db.m7g.2xlarge',
    memoryGib: 32,
    storageGib: 400,
  },
  [DatabaseSize.XLARGE]: {
    leastUnits: 8,
    mostUnits: 128,
    instanceClass: 'db.r7g.4xlarge',
    memoryGib: 128,
    storageGib: 1000,
  },
};

const GIB = 1024 ** 3;

const INSIGHTS = 'Load by query and by wait; seven days are free. MySQL on the smallest instance has no room for them.';
const READERS = 'For those who ask for Access.READ. They share an endpoint on Aurora; an instance has none.';

/** The policy of a database: every choice, its default by tier, and why. */
export function decide(props: ManagedDatabaseProps, ledger: Ledger) {
  const family = props.engine.family;

  const asked = ledger.settle({
    engine: follows(family, DecidedBy.APP_TEAM).because('The app team knows which SQL it speaks.'),
    deployment: choose(props.deployment, DatabaseDeployment.SERVERLESS)
      .oneOf(...Object.values(DatabaseDeployment))
      .because('Follows the load, fails over in seconds, and costs next to nothing when it idles in development.'),
    size: choose(props.size, {
      development: DatabaseSize.XSMALL,
      staging: DatabaseSize.SMALL,
      production: DatabaseSize.SMALL,
    })
      .oneOf(...Object.values(DatabaseSize))
      .because('An alarm tells when the range is used up; growing is a restart at most.'),
    databaseName: choose(props.databaseName, 'app').because(
      'A database to start with; consumers read the name from a variable.',
    ),
    multiAz: choose(props.multiAz, { development: false, staging: false, production: true }).because(
      'A lost zone costs a failover, not an outage.',
    ),
    backupRetentionDays: choose(props.backupRetentionDays, { development: 1, staging: 7, production: 35 })
      .within(1, 35)
      .because('Back to any second since the end of last month.'),
    extendedSupport: choose(props.extendedSupport, false).because(
      'Past its standard support a version costs extra by the vCPU-hour: somebody has to want that.',
    ),
  });

  const serverless = asked.deployment === DatabaseDeployment.SERVERLESS;
  if (!serverless) checkNoReaders(props.readers, ledger);
  const postgres = family === DatabaseFamily.POSTGRES;
  const size = SIZES[asked.size];

  const { engineVersion, readers } = ledger.settle({
    engineVersion: choose(props.engine.version, DEFAULT_MAJOR[family][asked.deployment]).because(
      'The major version with years of support ahead that all drivers know. MySQL: 8.0 on Aurora, 8.4 on an instance.',
    ),
    readers: serverless ? choose(props.readers, 0).within(0, 15).because(READERS) : follows(0).because(READERS),
  });
  const release = releaseOf(family, asked.deployment, engineVersion, ledger.path.edition, ledger.where);

  const server = ledger.settle({
    engineRelease: follows(release.exact).because(
      'Pinned for the major version, so that all environments start from the same. AWS then applies minor upgrades.',
    ),
    minorUpgrades: always(true).because('Security fixes arrive in the maintenance window, without a ticket.'),
    port: always(postgres ? 5433 : 3307)
      .within(1150, 65535)
      .because('Not the usual port, which scanners try first. MySQL: 3307. Consumers read it from a variable.'),
    masterUser: always('dbowner').because('For migrations and administration. Not a name that is guessed first.'),
    replicas: follows(serverless && asked.multiAz ? Math.max(1, readers) : readers).because(
      'On Aurora the standby of multiAz is a reader in another zone, so it serves reads as well.',
    ),
    instanceClass: only(
      !serverless,
      always(size.instanceClass).because(
        'On an instance: what the size means, from db.t4g.small to db.r7g.4xlarge. Graviton: more for the same price.',
      ),
    ),
  });

  const capacity = ledger.settle({
    leastCapacityUnits: only(
      serverless,
      always<number>({
        development: canPause(release) ? 0 : 0.5,
        staging: 0.5,
        production: size.leastUnits,
      })
        .within(0, 256)
        .because(
          'On Aurora: development pauses when nobody is connected, where the version can. In production, by size ' +
            'up to 8: the cache stays warm, and from 1 unit on connections are not capped.',
        ),
    ),
    mostCapacityUnits: only(
      serverless,
      always(size.mostUnits)
        .within(1, 256)
        .because('On Aurora: what the size means, up to 128, and the most that a day can cost.'),
    ),
    pauseAfterSeconds: only(
      serverless,
      always(1800)
        .within(300, 86400)
        .because(
          'On Aurora, where the least capacity is 0: half an hour without a connection. Waking takes about 15 seconds.',
        ),
    ),
    storageGib: only(
      !serverless,
      always(size.storageGib)
        .within(20, 65536)
        .because(
          'On an instance, by size from 20 to 1000: grows by itself, and never shrinks, so it starts small. ' +
            'Aurora takes what it needs.',
        ),
    ),
    mostStorageGib: only(
      !serverless,
      always(size.storageGib * 10)
        .within(22, 65536)
        .because(
          'On an instance, ten times the start: storage grows up to here, so that a runaway table costs no fortune.',
        ),
    ),
    storageType: only(
      !serverless,
      always('gp3').because('On an instance: performance that does not depend on size, cheaper than gp2.'),
    ),
  });

  checkOrder('CapacityUnits', capacity.leastCapacityUnits, capacity.mostCapacityUnits, ledger);
  checkOrder('StorageGib', capacity.storageGib, capacity.mostStorageGib, ledger);

  const protection = ledger.settle({
    storageEncrypted: always(true).because('Costs nothing, cannot be added later without a copy.'),
    ownKey: always({ development: false, staging: true, production: true }).because(
      'One key for data, password, insights and logs, whose use can be seen and ended. About 1 USD a month. ' +
        'Changing it replaces the database.',
    ),
    keyRotation: always(true).because('Once a year, unseen; old data stays readable.'),
    keyDeletionDays: always(30)
      .within(7, 30)
      .because('The longest there is to find out that a snapshot still needs it.'),
    tlsRequired: always(true).because('The server refuses connections in clear text.'),
    iamAuthentication: always(true).because('Lets consumers connect with a token of 15 minutes instead of a password.'),
    managedPassword: always(true).because(
      'RDS makes it, keeps it in Secrets Manager and rotates it weekly; no human and no template ever sees it.',
    ),
    publiclyAccessible: always(false).because('Stands in subnets without a route to the internet.'),
    deletionProtection: always({ development: false, staging: true, production: true }).because(
      'Deleting takes two steps, the first of which is reviewed.',
    ),
    onRemoval: always({ development: 'delete', staging: 'snapshot', production: 'snapshot' })
      .oneOf('delete', 'snapshot', 'retain')
      .because('A removed or replaced database leaves a last snapshot.'),
    deleteAutomatedBackups: always({ development: true, staging: false, production: false }).because(
      'Where they are kept, any second of the retention time can still be restored after removal.',
    ),
    copyTagsToSnapshot: always(true).because('A snapshot without an owner is kept forever.'),
    backtrackHours: only(
      serverless && !postgres,
      always(0)
        .within(0, 72)
        .because(
          'Aurora MySQL: rewinds in minutes without a restore. Asked for where the region has it (many do not) ' +
            'and before the database is made; stands in the way of replicas in other regions.',
        ),
    ),
    namedByStack: always(true).because(
      'Its log groups can then be made before it, with a retention; and no second one of its name can take its ' +
        'place unseen.',
    ),
  });

  const observation = ledger.settle({
    exportedLogs: always(exportedLogs(family, serverless)).because(
      'All that the engine can export: logs outlive the instance, and can be searched.',
    ),
    logRetentionDays: always<number>({ development: 7, staging: 30, production: 365 }).because(
      'A year covers what auditors ask for. RDS would keep them for ever.',
    ),
    loggedStatements: only(
      postgres,
      always('ddl')
        .oneOf('none', 'ddl', 'mod', 'all')
        .because('PostgreSQL: who changed the schema. A password in CREATE ROLE lands there too: use IAM tokens.'),
    ),
    slowQueryMilliseconds: always(1000)
      .within(0, 3_600_000)
      .because('What takes longer than a second is worth a look.'),
    auditedEvents: only(
      !postgres && serverless,
      always('CONNECT,QUERY_DCL,QUERY_DDL').because(
        'Aurora MySQL: who came, and who changed rights or schema. On an instance this takes an option group with ' +
          'the MariaDB audit plugin.',
      ),
    ),
    insights: insightsLack(family, asked)
      ? follows<boolean>(false).because(INSIGHTS)
      : always<boolean>({ development: false, staging: true, production: true }).because(INSIGHTS),
    insightsMode: always('standard')
      .oneOf('standard', 'advanced')
      .because('Advanced adds fleet views and lock analysis, and a price by the vCPU-hour.'),
    monitoringSeconds: always({ development: 0, staging: 60, production: 60 })
      .oneOf(0, 1, 5, 10, 15, 30, 60)
      .because('Processes and memory as the operating system sees them.'),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development database.',
    ),
  });

  const history = ledger.settle({
    insightsRetentionDays: always(observation.insightsMode === 'advanced' ? 465 : 7)
      .oneOf(7, 31, 62, 93, 186, 372, 465, 731)
      .because('The free days; advanced mode comes with 15 months.'),
  });

  const memoryGib = serverless ? (capacity.mostCapacityUnits as number) * 2 : size.memoryGib;
  const connections = mostConnections(family, serverless, memoryGib, capacity.leastCapacityUnits);
  const thresholds = ledger.settle({
    alarmPeriods: always(5).within(1, 60).because('Minutes in a row: a burst is no alarm.'),
    capacityAlarmPercent: only(
      serverless,
      always(90).within(1, 100).because('On Aurora, of the most capacity units: there is little left to grow.'),
    ),
    cpuAlarmPercent: only(
      !serverless,
      always(80).within(1, 100).because('On an instance: queries queue from here on.'),
    ),
    freeMemoryAlarmBytes: always(Math.round(memoryGib * GIB * 0.1)).because(
      'A tenth of the memory at full size. With less, the engine swaps or is killed.',
    ),
    connectionsAlarm: always(Math.floor(connections * 0.8)).because(
      "Four fifths of the engine's default maximum at this size.",
    ),
    freeStorageAlarmBytes: only(
      !serverless,
      always(Math.round((capacity.storageGib ?? 0) * GIB * 0.05)).because(
        'On an instance, a twentieth: storage should have grown at a tenth, so it has reached its limit, or grew ' +
          'less than 6 hours ago.',
      ),
    ),
    replicaLagAlarmSeconds: only(
      serverless,
      always(2).because(
        'On Aurora, where there are readers: they show old data. They share the storage, and lag by milliseconds ' +
          'when all is well.',
      ),
    ),
  });

  return {
    ...asked,
    engineVersion,
    readers,
    parameterFamily: release.major.major,
    ...server,
    ...capacity,
    ...protection,
    ...observation,
    ...history,
    ...thresholds,
  };
}

/** What was decided for one database. */
export type DatabaseDecisions = ReturnType<typeof decide>;

/** A prop that the path cannot keep is refused; a default of the platform team's is for those who can have readers. */
function checkNoReaders(readers: number | undefined, { where }: Ledger): void {
  if ((readers ?? 0) === 0) return;
  throw new InvalidInputError({
    what: `readers is ${readers}, and a database with deployment 'instance' has none.`,
    where,
    hint:
      'Give DatabaseDeployment.SERVERLESS, where readers share an endpoint, or leave readers out. multiAz gives ' +
      'an ' +
      'instance a standby.',
    page: 'guides/database.md',
  });
}

/** Two decisions that a platform team may make apart from each other. */
function checkOrder(what: string, least: number | null, most: number | null, { where }: Ledger): void {
  if (least === null || most === null || least <= most) return;
  throw new InvalidInputError({
    what: `The least of database.*${what} is ${least}, and the most is ${most}.`,
    where,
    hint: 'Change one of the two in the defaults of the GoldenPath, or choose a larger size.',
    page: 'guides/decisions.md',
  });
}

/** All that the engine can export; an export without entries costs nothing. */
function exportedLogs(family: DatabaseFamily, serverless: boolean): string[] {
  if (family === DatabaseFamily.MYSQL) return ['audit', 'error', 'general', 'slowquery'];
  return serverless ? ['postgresql'] : ['postgresql', 'upgrade'];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html */
function insightsLack(
  family: DatabaseFamily,
  { deployment, size }: { deployment: DatabaseDeployment; size: DatabaseSize },
): boolean {
  return family === DatabaseFamily.MYSQL && deployment === DatabaseDeployment.INSTANCE && size === DatabaseSize.XSMALL;
}

/**
 * The engines' default for max_connections, by memory, of which the system keeps about a tenth:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
 */
function mostConnections(
  family: DatabaseFamily,
  serverless: boolean,
  memoryGib: number,
  leastUnits: number | null,
): number {
  const available = memoryGib * GIB * 0.9;
  if (family === DatabaseFamily.POSTGRES) {
    const cap = serverless && leastUnits !== null && leastUnits < 1 ? 2000 : 5000;
    return Math.min(cap, Math.floor(available / 9_531_392));
  }
  if (!serverless) return Math.floor(available / 12_582_880);
  // Aurora MySQL goes by steps: memory in GiB and connections.
  const steps = [
    [2, 90],
    [8, 135],
    [16, 1000],
    [32, 2000],
    [64, 3000],
    [128, 4000],
    [256, 5000],
  ];
  return steps.filter(([gib]) => gib <= memoryGib).reduce((_, [, connections]) => connections, 90);
}
