import { DatabaseDecisions } from '../decisions';
import { parameters } from '../engine/parameters';

/** What RDS may apply with the next restart only, in some versions of the engine. The first start counts as one. */
const STATIC = new Set(['rds.force_ssl']);

/** The engine's own settings, as the blocks of a parameter group. */
export function parameterBlocks(decided: DatabaseDecisions) {
  return Object.entries(parameters(decided)).map(([name, value]) => ({
    name,
    value,
    applyMethod: STATIC.has(name) ? 'pending-reboot' : 'immediate',
  }));
}
