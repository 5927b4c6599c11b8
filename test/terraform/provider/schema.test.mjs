import assert from 'node:assert/strict';
import { test as nodeTest } from 'node:test';
import { findProviderPackage } from './provider.mjs';
import { allTypes, deriveSchema, typesUsed } from './schema.mjs';

const providerPackage = findProviderPackage();
const test = (name, body) => nodeTest(name, { skip: providerPackage ? false : '@cdktf/provider-aws is not installed' }, body);
const { provider, resources, dataSources } = !providerPackage ? {} : deriveSchema(providerPackage, [
  'aws_db_instance', 'aws_ecs_service', 'aws_lb_listener', 'aws_security_group', 'aws_wafv2_web_acl', 'aws_not_there', 'data.aws_availability_zones', 'data.aws_vpc',
]);

test('types are told from documents, resources and data sources apart', () => {
  assert.deepEqual(typesUsed([{ resource: { aws_vpc: {} }, data: { aws_vpc: {} } }, { resource: { aws_vpc: {} }, ephemeral: { aws_x: {} } }, {}]), ['aws_vpc', 'data.aws_vpc', 'ephemeral.aws_x']);
});

test('types that the package does not have are left out', () => {
  assert.deepEqual(Object.keys(resources), ['aws_db_instance', 'aws_ecs_service', 'aws_lb_listener', 'aws_security_group', 'aws_wafv2_web_acl']);
  assert.deepEqual(Object.keys(dataSources), ['aws_availability_zones', 'aws_vpc']);
});

test('attributes are required, optional or computed', () => {
  const { attributes } = resources.aws_ecs_service;
  assert.deepEqual(attributes.name, { type: 'string', required: true });
  assert.deepEqual(attributes.arn, { type: 'string', computed: true });
  assert.deepEqual(attributes.desired_count, { type: 'number', optional: true, computed: true });
  assert.deepEqual(attributes.tags, { type: ['map', 'string'], optional: true });
  assert.deepEqual(resources.aws_db_instance.attributes.password_wo, { type: 'string', optional: true, writeOnly: true });
  assert.deepEqual(dataSources.aws_availability_zones.attributes.names, { type: ['list', 'string'], computed: true });
});

test('nested blocks are lists, sets or single, one or many, required or not', () => {
  const shape = ({ nesting, min, max }) => [nesting, min ?? 0, max ?? 0];
  const { blocks } = resources.aws_ecs_service;
  assert.deepEqual(shape(blocks.network_configuration), ['list', 0, 1]);
  assert.deepEqual(shape(blocks.load_balancer), ['set', 0, 0]);
  assert.deepEqual(shape(blocks.timeouts), ['single', 0, 0]);
  assert.deepEqual(shape(blocks.volume_configuration.blocks.managed_ebs_volume), ['list', 1, 1]);
  assert.deepEqual(shape(resources.aws_lb_listener.blocks.default_action), ['list', 1, 0]);
  assert.deepEqual(blocks.network_configuration.attributes.subnets, { type: ['set', 'string'], required: true });
});

test('objects that are no blocks are attributes', () => {
  const { attributes, blocks } = resources.aws_security_group;
  assert.deepEqual(Object.keys(blocks), ['timeouts']);
  assert.equal(attributes.ingress.type[0], 'set');
  assert.deepEqual(attributes.ingress.type[1][1].security_groups, ['set', 'string']);
  assert.deepEqual(resources.aws_db_instance.attributes.master_user_secret, {
    type: ['list', ['object', { kms_key_id: 'string', secret_arn: 'string', secret_status: 'string' }]], computed: true,
  });
});

test('the statements of a web ACL are filled in', () => {
  const { statement } = resources.aws_wafv2_web_acl.blocks.rule.blocks;
  assert.equal(resources.aws_wafv2_web_acl.blocks.rule.attributes.statement, undefined);
  assert.ok(statement.blocks.or_statement.blocks.statement.blocks.byte_match_statement.attributes.search_string.required);
});

test('the provider is configured by blocks too, and requires nothing', () => {
  assert.deepEqual(provider.attributes.region, { type: 'string', optional: true });
  assert.equal(provider.attributes.alias, undefined);
  assert.deepEqual(provider.blocks.default_tags.attributes.tags, { type: ['map', 'string'], optional: true });
});

test('every type of the package can be derived, and Terraform accepts each', () => {
  const types = allTypes(providerPackage);
  const all = deriveSchema(providerPackage, types);
  assert.ok(types.length > 2000);
  assert.equal(Object.keys(all.resources).length + Object.keys(all.dataSources).length, types.length);
  // Terraform refuses a whole provider for one set whose elements are of any type.
  const refused = (block, inSet) => [
    ...Object.entries(block.attributes).filter(([, { type }]) => inSet && type === 'dynamic').map(([name]) => name),
    ...Object.values(block.blocks).flatMap(nested => refused(nested, inSet || nested.nesting === 'set')),
  ];
  for (const [name, block] of Object.entries(all.resources)) assert.deepEqual(refused(block, false), [], name);
});
