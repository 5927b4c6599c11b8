import { Aspects, TerraformResource } from 'cdktf';
import { BY_DAY, BY_EMAIL, VARIANTS } from './fixture';
import { terraformTableIn, written } from './terraform-fixture';
import { ManagedTableProps, TableCapacity } from '../../../src/capabilities/table/props';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError } from '../../../src/support/errors';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { addressOf, configurationOf, slotsIn, terraformStackOf } from '../../fixtures/terraform';

const [development, staging, production] = TIERS;
const because = { reason: 'told by a test' };
const provisioned = { indexes: [BY_EMAIL], capacity: TableCapacity.provisioned({ minReads: 3, maxReads: 30 }) };
const PLACE = {
  dnsSuffix: 'amazonaws.com',
  partition: '${data.aws_partition.Partition.partition}',
  account: '${data.aws_caller_identity.CallerIdentity.account_id}',
  region: '${data.aws_region.Region.region}',
};

describe('slots', () => {
  test.each(TIERS.flatMap(tier => Object.entries(VARIANTS).map(([what, props]) => [tier, what, props] as const)))(
    '%s, %s: every resource is one, under its name, and in `resources`',
    (tier, _, props) => {
      const table = terraformTableIn(terraformStackOf(tier), props);
      const below = table.node
        .findAll()
        .filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child));
      const paths = (resources: TerraformResource[]) => resources.map(({ node }) => node.path).sort();
      expect(paths(table.slots.map(slot => table.resource(slot)))).toEqual(paths(below));
      expect(
        paths(
          Object.values(table.resources)
            .flat()
            .filter(each => each !== undefined),
        ),
      ).toEqual(paths(below));
      for (const slot of table.slots) {
        const { id, scope } = table.resource(slot).node;
        expect(scope).toBe(table);
        expect([slot, slot === 'table' ? 'resource' : slot]).toContain(id.charAt(0).toLowerCase() + id.slice(1));
      }
      expect(table.escapes).toEqual([]);
    },
  );

  test("whatever can have tags has its owner's", () => {
    const { slots } = written(provisioned);
    const withoutTags = Object.entries(slots)
      .filter(([, { tags }]) => tags?.['goldenpath:owner'] !== 'platform')
      .map(([slot]) => slot);
    expect(withoutTags.filter(slot => !/ontributorInsights$|ScalingPolicy$/.test(slot))).toEqual([]);
  });
});

describe('what is written', () => {
  test('a table that is encrypted, protected, backed up and watched', () => {
    const { slots, table } = written({ indexes: [BY_EMAIL, BY_DAY], timeToLiveAttribute: 'expiresAt' });
    expect(slots.table).toMatchObject({
      name: 'Shop-Orders-table',
      hash_key: 'id',
      billing_mode: 'PAY_PER_REQUEST',
      server_side_encryption: { enabled: true, kms_key_arn: `\${${addressOf(table.resources.key!)}.arn}` },
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
      deletion_protection_enabled: true,
      stream_enabled: true,
      stream_view_type: 'NEW_AND_OLD_IMAGES',
      ttl: { attribute_name: 'expiresAt', enabled: true },
      global_secondary_index: [
        { name: 'byEmail', hash_key: 'email', projection_type: 'ALL' },
        {
          name: 'by-day',
          hash_key: 'day',
          range_key: 'at',
          projection_type: 'INCLUDE',
          non_key_attributes: ['email', 'total'],
        },
      ],
    });
    expect(slots.contributorInsights).toEqual(
      expect.objectContaining({ table_name: `\${${addressOf(table.resources.table)}.name}`, mode: 'THROTTLED_KEYS' }),
    );
    expect(slots.indexByDayContributorInsights).toMatchObject({ index_name: 'by-day' });
    expect(slots.throttleAlarm.metric_query).toHaveLength(3);
  });

  test("the key's policy is that of CloudFormation", () => {
    expect(jsonencoded(written().slots.key.policy)).toEqual(dataKeyPolicy(PLACE, { services: ['dynamodb'] }));
  });

  test('scaling of table and index', () => {
    const { slots, table } = written(provisioned);
    const name = `\${${addressOf(table.resources.table)}.name}`;
    expect(slots.readScalingTarget).toMatchObject({
      service_namespace: 'dynamodb',
      scalable_dimension: 'dynamodb:table:ReadCapacityUnits',
      resource_id: `table/${name}`,
      min_capacity: 3,
      max_capacity: 30,
    });
    expect(slots.indexByEmailReadScalingTarget).toMatchObject({
      scalable_dimension: 'dynamodb:index:ReadCapacityUnits',
      resource_id: `table/${name}/index/byEmail`,
    });
    expect(slots.readScalingPolicy.resource_id).toBe(
      `\${${addressOf(table.resource('readScalingTarget'))}.resource_id}`,
    );
  });

  test('a name that DynamoDB takes, however long the path', () => {
    const stack = terraformStackOf(production, {}, undefined, 'A'.repeat(200));
    const table = terraformTableIn(stack, {}, 'B'.repeat(200));
    expect(slotsIn(configurationOf(stack), table).table.name).toMatch(/^[A-Za-z0-9_.-]{3,255}$/);
  });
});

describe('what is kept', () => {
  const lifecycleOf = (props: Partial<ManagedTableProps>, tier = production, defaults = {}) => {
    const { slots } = written(props, tier, { defaults });
    return [slots.table.lifecycle, slots.key?.lifecycle];
  };

  test('no plan destroys what is protected, nor its key', () => {
    const kept = { prevent_destroy: true };
    expect(lifecycleOf({})).toEqual([kept, kept]);
    expect(lifecycleOf({}, staging)).toEqual([kept, kept]);
    expect(lifecycleOf({}, development)).toEqual([undefined, undefined]);
    expect(lifecycleOf({}, development, { 'table.ownKey': true })).toEqual([undefined, undefined]);
    expect(lifecycleOf({}, production, { 'table.deletionProtection': false })).toEqual([kept, kept]);
    expect(lifecycleOf({}, production, { 'table.deletionProtection': false, 'table.onRemoval': 'delete' })).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('what scaling has done is not undone', () => {
    const ignored = (props: Partial<ManagedTableProps>) => lifecycleOf(props, development)[0]?.ignore_changes;
    expect(ignored({})).toBeUndefined();
    expect(ignored({ capacity: TableCapacity.provisioned() })).toEqual(['read_capacity', 'write_capacity']);
    expect(ignored(provisioned)).toEqual(['read_capacity', 'write_capacity', 'global_secondary_index']);
    expect(lifecycleOf(provisioned)[0].prevent_destroy).toBe(true);
  });

  test('that indexes are left alone is said, and what to do', () => {
    const warnings = (props: Partial<ManagedTableProps>) =>
      terraformTableIn(terraformStackOf(), props)
        .node.metadata.filter(({ type }) => type === '@cdktf/warn')
        .map(({ data }) => data);
    expect(warnings(provisioned)).toEqual([expect.stringMatching(/ignores changes[^]*ignore_changes/)]);
    expect(warnings({ indexes: [BY_EMAIL] })).toEqual([]);
    const stack = terraformStackOf();
    const table = terraformTableIn(stack, provisioned);
    table.escape('table', Patch.property('lifecycle.ignore_changes', ['read_capacity', 'write_capacity']), because);
    expect(slotsIn(configurationOf(stack), table).table.lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ['read_capacity', 'write_capacity'],
    });
  });
});

describe('the escape hatch', () => {
  test('changes an argument, a nested block and an element of a list', () => {
    const stack = terraformStackOf();
    const table = terraformTableIn(stack, { indexes: [BY_EMAIL] });
    table.escape('table', Patch.property('name', 'orders'), because);
    table.escape('table', Patch.property('point_in_time_recovery.recovery_period_in_days', 9), because);
    table.escape(
      'table',
      Patch.property('global_secondary_index[name=byEmail].on_demand_throughput.max_write_request_units', 10),
      because,
    );
    expect(slotsIn(configurationOf(stack), table).table).toMatchObject({
      name: 'orders',
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 9 },
      global_secondary_index: [
        { name: 'byEmail', on_demand_throughput: { max_read_request_units: 12_000, max_write_request_units: 10 } },
      ],
    });
    expect(table.escapes.map(({ kind }) => kind)).toEqual(Array(3).fill(EscapeKind.PATCH));
  });

  test('refuses what would do nothing', () => {
    const table = terraformTableIn(terraformStackOf());
    expect(() => table.escape('tabel', Patch.property('name', 'x'), because)).toThrow(/Did you mean 'table'/);
    expect(() => table.escape('table', Patch.property('deletion_protectoin_enabled', false), because)).toThrow(
      /Did you mean 'deletion_protection_enabled'/,
    );
    expect(() => table.escape('table', Patch.property('hash_key', 'id'), because)).toThrow(EscapeHatchError);
    expect(table.escapes).toEqual([]);
  });

  test('finds what nobody recorded', () => {
    const stack = terraformStackOf();
    const table = terraformTableIn(stack);
    Aspects.of(stack).add({
      visit: node => {
        if (node === table.resources.table) table.resources.table.deletionProtectionEnabled = false;
      },
    });
    configurationOf(stack);
    expect(table.escapes.map(({ slot, kind, properties }) => [slot, kind, properties])).toEqual([
      ['table', EscapeKind.UNRECORDED, ['deletion_protection_enabled']],
    ]);
  });

  test('a table that stood elsewhere in the state is moved, not replaced', () => {
    const stack = terraformStackOf();
    const table = terraformTableIn(stack);
    table.movedFrom('table', 'aws_dynamodb_table.legacy');
    table.escape('table', Patch.property('name', 'legacy'), { reason: 'adopted' });
    expect(JSON.stringify(configurationOf(stack).moved)).toContain('aws_dynamodb_table.legacy');
  });
});
