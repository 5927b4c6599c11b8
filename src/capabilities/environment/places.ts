import { SharedInfrastructureChoices } from './decisions';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

/** Where each decision about what is shared is seen, on both engines. */
export const places: Place<SharedInfrastructureChoices>[] = [
  {
    decision: 'containerInsights',
    slot: 'cluster',
    cloudformation: 'ClusterSettings[Name=containerInsights].Value',
    terraform: 'setting[name=containerInsights].value',
  },
  {
    decision: 'capacityProviders',
    slot: 'capacityProviders',
    cloudformation: 'CapacityProviders',
    terraform: 'capacity_providers',
  },
  { decision: 'vpcLink', slot: 'vpcLink', ...PRESENCE },
  { decision: 'publishTo', slot: 'contractParameter', cloudformation: 'Name', terraform: 'name', unit: 'prefix' },
];

/** The decisions that one engine does not show. The README has the reason for each. */
export const differences: string[] = ['terminationProtection'];

export const codecs: Codecs = { prefix: (name?: string) => name?.replace(/\/contract$/, '') ?? null };
