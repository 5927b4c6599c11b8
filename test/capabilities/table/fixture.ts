import { Stack } from 'aws-cdk-lib';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { ManagedTableProps, TableKey, TableProjection } from '../../../src/capabilities/table/props';
import { samples } from '../../../src/capabilities/table/samples';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

/** A table with a partition key, and whatever else is given. */
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

/** The samples of a table, by name: every way to ask for one that makes other resources, or other properties. */
export const VARIANTS: { readonly [sample: string]: ManagedTableProps } = Object.fromEntries(
  Object.entries(samplesByName(samples)).map(([name, sample]) => [name, propsOf(sample, NOWHERE)]),
);
