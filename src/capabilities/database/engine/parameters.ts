import { DatabaseDecisions } from '../decisions';
import { DatabaseFamily } from '../engine';
import { DatabaseDeployment } from '../props';

/** The engine's name in RDS. */
export function engineName({ engine, deployment }: DatabaseDecisions): string {
  return deployment === DatabaseDeployment.SERVERLESS
    ? `aurora-${engine === DatabaseFamily.POSTGRES ? 'postgresql' : 'mysql'}`
    : engine;
}

/** The parameter groups that fit the engine: `aurora-postgresql17`, `mysql8.4`. */
export function parameterFamily(choices: DatabaseDecisions): string {
  return `${engineName(choices)}${choices.parameterFamily}`;
}

/** The settings of the engine itself. */
export function parameters(choices: DatabaseDecisions): { [name: string]: string } {
  const { engine, deployment, tlsRequired, loggedStatements, slowQueryMilliseconds, auditedEvents } = choices;
  if (engine === DatabaseFamily.POSTGRES) {
    return {
      'rds.force_ssl': tlsRequired ? '1' : '0',
      log_statement: loggedStatements ?? 'none',
      log_min_duration_statement: String(slowQueryMilliseconds),
    };
  }
  const serverless = deployment === DatabaseDeployment.SERVERLESS;
  return {
    // Aurora takes ON and OFF, an instance 1 and 0.
    require_secure_transport: serverless ? (tlsRequired ? 'ON' : 'OFF') : tlsRequired ? '1' : '0',
    slow_query_log: '1',
    long_query_time: String(slowQueryMilliseconds / 1000),
    // Only files are exported.
    log_output: 'FILE',
    ...(auditedEvents === null ? {} : { server_audit_logging: '1', server_audit_events: auditedEvents }),
  };
}

/** Whether AWS may charge for a version past its standard support, as a constant of RDS. */
export function lifecycleSupport({ extendedSupport }: DatabaseDecisions): string {
  return extendedSupport ? 'open-source-rds-extended-support' : 'open-source-rds-extended-support-disabled';
}

/** The range of capacity units, and when a cluster without connections pauses. Both engines name them alike. */
export function capacityRange({ leastCapacityUnits, mostCapacityUnits, pauseAfterSeconds }: DatabaseDecisions) {
  return {
    minCapacity: leastCapacityUnits as number,
    maxCapacity: mostCapacityUnits as number,
    secondsUntilAutoPause: leastCapacityUnits === 0 ? (pauseAfterSeconds as number) : undefined,
  };
}

/**
 * The order in which nodes become the writer when that is lost, the lowest first. In tier 0 or 1 a reader keeps the
 * writer's capacity, and takes over without a cold start.
 */
export function promotionTier(slot: string): number {
  return slot === 'writer' ? 0 : slot === 'reader1' ? 1 : 2;
}
