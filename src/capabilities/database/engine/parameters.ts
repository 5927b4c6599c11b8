import { DatabaseDecisions } from '../decisions';
import { DatabaseFamily } from '../engine';
import { DatabaseDeployment } from '../props';

/** What RDS calls the engine. */
export function engineName({ engine, deployment }: DatabaseDecisions): string {
  return deployment === DatabaseDeployment.SERVERLESS
    ? `aurora-${engine === DatabaseFamily.POSTGRES ? 'postgresql' : 'mysql'}`
    : engine;
}

/** The parameter groups that fit the engine: `aurora-postgresql17`, `mysql8.4`. */
export function parameterFamily(decided: DatabaseDecisions): string {
  return `${engineName(decided)}${decided.parameterFamily}`;
}

/** The engine's own settings. */
export function parameters(decided: DatabaseDecisions): { [name: string]: string } {
  const { engine, deployment, tlsRequired, loggedStatements, slowQueryMilliseconds, auditedEvents } = decided;
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

/** Whether AWS may charge for a version past its standard support, in its own words. */
export function lifecycleSupport({ extendedSupport }: DatabaseDecisions): string {
  return extendedSupport ? 'open-source-rds-extended-support' : 'open-source-rds-extended-support-disabled';
}

/**
 * Who becomes the writer when that is lost, the lowest first. With the writer's own tier a reader keeps the writer's
 * capacity, and takes over without a cold start.
 */
export function promotionTier(slot: string): number {
  return slot === 'writer' ? 0 : slot === 'reader1' ? 1 : 2;
}
