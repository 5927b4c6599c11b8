import { Stack } from 'aws-cdk-lib';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import {
  ManagedTableProps,
  TableCapacity,
  TableKey,
  TableProjection,
  TableStream,
} from '../../../src/capabilities/table/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

/** A table with few words. */
export function tableIn(stack: Stack, props: Partial<ManagedTableProps> = {}, id = 'Orders'): ManagedTable {
  return new ManagedTable(stack, id, { partitionKey: TableKey.string('id'), ...props });
}

/** The same, in a stack of its own. */
export function tableOf(
  props: Partial<ManagedTableProps> = {},
  tier = EnvironmentTier.PRODUCTION,
  defaults: { [decision: string]: any } = {},
): ManagedTable {
  return tableIn(stackOn(tier, { defaults }), props);
}

export const BY_EMAIL = { name: 'byEmail', partitionKey: TableKey.string('email') };
export const BY_DAY = {
  name: 'by-day',
  partitionKey: TableKey.string('day'),
  sortKey: TableKey.number('at'),
  projection: TableProjection.including('email', 'total'),
};

/** Every way to ask for a table that makes other resources, or other properties. */
export const VARIANTS: { [what: string]: Partial<ManagedTableProps> } = {
  'as it is': {},
  'with everything': {
    sortKey: TableKey.number('at'),
    timeToLiveAttribute: 'expiresAt',
    indexes: [BY_EMAIL, BY_DAY],
    stream: TableStream.KEYS_ONLY,
    capacity: TableCapacity.onDemand({ maxReads: 50, maxWrites: 20 }),
  },
  'without a stream': { stream: TableStream.NONE },
  provisioned: { capacity: TableCapacity.provisioned() },
  'provisioned, with indexes': {
    indexes: [BY_EMAIL, BY_DAY],
    capacity: TableCapacity.provisioned({
      minReads: 3,
      maxReads: 30,
      minWrites: 2,
      maxWrites: 20,
      targetUtilization: 60,
    }),
  },
};
