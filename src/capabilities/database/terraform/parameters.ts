import { Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { DatabaseDecisions } from '../decisions';
import { parameterFamily, parameters } from '../engine/parameters';

/** Parameters that RDS applies at a restart only, in some versions of the engine. The first start counts as one. */
const STATIC = new Set(['rds.force_ssl']);

/** The parameter group of a cluster, or of an instance: the engine's own settings. */
export function parameterGroupProps(owner: CapabilityConstruct, choices: DatabaseDecisions, around: Surroundings) {
  return {
    namePrefix: `${around.name}-`,
    description: 'Settings of a database.',
    family: parameterFamily(choices),
    parameter: Object.entries(parameters(choices)).map(([name, value]) => ({
      name,
      value,
      applyMethod: STATIC.has(name) ? 'pending-reboot' : 'immediate',
    })),
    // A major upgrade takes another one, and this one cannot go as long as it is used.
    lifecycle: { createBeforeDestroy: true },
    tags: owner._tags,
  };
}
