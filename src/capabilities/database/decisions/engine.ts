import { always, choose, DecidedBy, follows, only } from '../../../path/decision';
import { Settled } from '../../../path/ledger';
import { DatabaseFamily } from '../engine';
import { EngineDeployment, DEFAULT_MAJOR, Release } from '../engine/versions';
import { DatabaseDeployment, DatabaseSize, ManagedDatabaseProps } from '../props';
import { SIZES } from '../sizes';

/** The choices of a team, but for the version and the readers. All that follows depends on them. */
export function requestChoices(props: ManagedDatabaseProps) {
  return {
    engine: follows(props.engine._family, DecidedBy.APP_TEAM).because('The app team knows which SQL it speaks.'),
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
      .whole(1, 35)
      .because('Back to any second since the end of last month.'),
    extendedSupport: choose(props.extendedSupport, false).because(
      'Past its standard support a version costs extra by the vCPU-hour: somebody has to want that.',
    ),
  };
}

/** These choices, settled. */
export type RequestDecisions = Settled<ReturnType<typeof requestChoices>>;

/** Whether it is Aurora Serverless v2, and not an instance. */
export function isServerless({ deployment }: Pick<EngineDeployment, 'deployment'>): boolean {
  return deployment === DatabaseDeployment.SERVERLESS;
}

/** Whether it speaks the SQL of PostgreSQL, and not of MySQL. */
export function isPostgres({ engine }: Pick<EngineDeployment, 'engine'>): boolean {
  return engine === DatabaseFamily.POSTGRES;
}

/** The version, and the readers, whose defaults depend on the deployment. */
export function versionChoices({ engine, readers }: ManagedDatabaseProps, request: RequestDecisions) {
  return {
    engineVersion: choose(engine.version, DEFAULT_MAJOR[request.engine][request.deployment]).because(
      'The major version with years of support ahead that all drivers know. MySQL: 8.0 on Aurora, 8.4 on an instance.',
    ),
    readers: isServerless(request) ? choose(readers, 0).whole(0, 15).because(READERS) : follows(0).because(READERS),
  };
}

const READERS = 'For those who ask for Access.READ. They share an endpoint on Aurora; an instance has none.';

/** The server, once its release is known. */
export function serverChoices(request: RequestDecisions, readers: number, release: Release) {
  const serverless = isServerless(request);
  return {
    engineRelease: follows(release.exact).because(
      'Pinned for the major version, so that all environments start from the same. AWS then applies minor upgrades.',
    ),
    minorUpgrades: always(true).because('Security fixes arrive in the maintenance window, without a ticket.'),
    port: always(isPostgres(request) ? 5433 : 3307)
      .whole(1150, 65535)
      .because('Not the usual port, which scanners try first. MySQL: 3307. Consumers read it from a variable.'),
    masterUser: always('dbowner').because('For migrations and administration. Not a name that is guessed first.'),
    replicas: follows(serverless && request.multiAz ? Math.max(1, readers) : readers).because(
      'On Aurora the standby of multiAz is a reader in another zone, so it serves reads as well.',
    ),
    instanceClass: only(
      !serverless,
      always(SIZES[request.size].instanceClass).because(
        'On an instance: what the size means, from db.t4g.small to db.r7g.4xlarge. Graviton: more for the same price.',
      ),
    ),
  };
}
