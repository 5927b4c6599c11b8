import { NameReference } from '../../binding/reliance';

const ATTRIBUTES = { slot: 'table', cloudformation: 'AttributeDefinitions.AttributeName', terraform: 'attribute.name' };

/** The attributes that the keys of a table and its indexes name. */
export const nameReferences: NameReference[] = [
  { cloudformation: 'KeySchema.AttributeName', terraform: 'hash_key' },
  { cloudformation: 'KeySchema.AttributeName', terraform: 'range_key' },
  { cloudformation: 'GlobalSecondaryIndexes.KeySchema.AttributeName', terraform: 'global_secondary_index.hash_key' },
  { cloudformation: 'GlobalSecondaryIndexes.KeySchema.AttributeName', terraform: 'global_secondary_index.range_key' },
  { cloudformation: 'LocalSecondaryIndexes.KeySchema.AttributeName', terraform: 'local_secondary_index.range_key' },
].map(each => ({ ...each, slot: 'table', kind: 'attribute', named: [ATTRIBUTES] }));
