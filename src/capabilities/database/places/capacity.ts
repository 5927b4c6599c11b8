import { MOST_UNITS } from './of-database';
import { Place } from '../../../record/place';
import { DatabaseDecisions } from '../decisions';

/** The places of capacity units and of storage. */
export const capacityPlaces: Place<DatabaseDecisions>[] = [
  {
    decision: 'leastCapacityUnits',
    slot: 'cluster',
    cloudformation: 'ServerlessV2ScalingConfiguration.MinCapacity',
    terraform: 'serverlessv2_scaling_configuration.min_capacity',
  },
  { decision: 'mostCapacityUnits', slot: 'cluster', ...MOST_UNITS },
  {
    decision: 'pauseAfterSeconds',
    slot: 'cluster',
    cloudformation: 'ServerlessV2ScalingConfiguration.SecondsUntilAutoPause',
    terraform: 'serverlessv2_scaling_configuration.seconds_until_auto_pause',
    when: { leastCapacityUnits: 0 },
  },
  {
    decision: 'storageGib',
    slot: 'instance',
    cloudformation: 'AllocatedStorage',
    terraform: 'allocated_storage',
    unit: 'number',
  },
  {
    decision: 'mostStorageGib',
    slot: 'instance',
    cloudformation: 'MaxAllocatedStorage',
    terraform: 'max_allocated_storage',
  },
  { decision: 'storageType', slot: 'instance', cloudformation: 'StorageType', terraform: 'storage_type' },
];
