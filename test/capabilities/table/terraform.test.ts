import { readFileSync } from 'fs';
import { join } from 'path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Aspects, TerraformResource, Testing } from 'cdktf';
import { BY_DAY, BY_EMAIL, VARIANTS } from './fixture';
import { terraformTableIn, written } from './terraform-fixture';
import { ManagedTableProps, TableCapacity, TableStream } from '../../../src/capabilities/table/props';
import { ManagedTable } from '../../../src/capabilities/table/terraform';
import { Access, Credentials, EventSourceKind } from '../../../src/binding/binding';
import { EscapeHatchError } from '../../../src/support/errors';
import { EscapeKind, Patch } from '../../../src/record/escape-hatch';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { TIERS } from '../../../src/path/tier';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { addressOf, configurationOf, resolvedIn, slotsIn, terraformStackOf } from '../../fixtures/terraform';

const [development, staging, production] = TIERS;
const because = { reason: 'told by a test' };
const provisioned = { indexes: [BY_EMAIL], capacity: TableCapacity.provisioned({ minReads: 3, maxReads: 30 }) };
const PLACE = {
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

describe('a consumer', () => {
  const request = (access?: Access) => ({
    access,
    credentials: Credentials.SECRET,
    userName: 'app',
    consumer: 'Shop/Signup',
  });
  const throughDynamo = (keyArn: string, region = PLACE.region) => ({
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
  });

  test('reads and writes this table, its indexes and its key alone', () => {
    const stack = terraformStackOf();
    const table = terraformTableIn(stack, { indexes: [BY_EMAIL] });
    const [address, key] = [addressOf(table.resources.table), addressOf(table.resources.key!)];
    expect(resolvedIn(stack, table.bind(request()))).toEqual({
      capability: 'table',
      resource: 'Shop/Orders',
      access: Access.READ_WRITE,
      environmentPrefix: 'ORDERS',
      environment: { NAME: `\${${address}.name}` },
      permissions: [
        {
          actions: expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:PutItem']),
          resources: [`\${${address}.arn}`],
        },
        { actions: ['dynamodb:Query', 'dynamodb:Scan'], resources: [`\${${address}.arn}/index/byEmail`] },
        throughDynamo(`\${${key}.arn}`),
      ],
      ports: [],
    });
  });

  test('of the stream gets it', () => {
    const stack = terraformStackOf();
    const table = terraformTableIn(stack);
    const arn = `\${${addressOf(table.resources.table)}.stream_arn}`;
    expect(resolvedIn(stack, table.bind(request(Access.CONSUME)))).toMatchObject({
      permissions: [{ resources: [arn] }, {}],
      events: { kind: EventSourceKind.STREAM, arn },
    });
    expect(() => terraformTableIn(stack, { stream: TableStream.NONE }, 'Silent').bind(request(Access.CONSUME))).toThrow(
      /has no stream/,
    );
    expect(() => table.bind(request(Access.PUBLISH))).toThrow(/no messages to publish/);
  });

  test("in another stack reads the state of the table's, and changes nothing in it", () => {
    const app = Testing.app();
    const [data, shop] = ['Data', 'Shop'].map(id => terraformStackOf(staging, {}, app, id));
    const table = terraformTableIn(data);
    const before = table.slots;
    const { environment } = table.bind(request());
    new AwsProvider(shop, 'AwsProvider');
    new SsmParameter(shop, 'Name', { name: '/name', type: 'String', value: environment.NAME });
    app.synth();
    const configuration = JSON.parse(readFileSync(join(app.outdir, 'stacks/Shop/cdk.tf.json'), 'utf8'));
    expect(configuration.resource.aws_ssm_parameter.Name.value).toMatch(
      /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-Data\.outputs\./,
    );
    expect(table.slots).toEqual(before);
    expect(table.escapes).toEqual([]);
  });

  test('of a table that was made elsewhere gets the same', () => {
    const stack = terraformStackOf();
    const arn = 'arn:aws:dynamodb:us-east-1:111122223333:table/legacy';
    const byArn = ManagedTable.fromTableArn(stack, 'ByArn', arn);
    expect(resolvedIn(stack, byArn.bind(request(Access.READ)))).toMatchObject({
      environment: { NAME: 'legacy' },
      permissions: [{ resources: [arn] }],
    });
    const byName = ManagedTable.fromTableName(stack, 'ByName', 'legacy');
    expect(resolvedIn(stack, byName.tableArn)).toBe(
      `arn:${PLACE.partition}:dynamodb:${PLACE.region}:${PLACE.account}:table/legacy`,
    );
    const [keyArn, streamArn] = ['arn:aws:kms:us-east-1:111122223333:key/1', `${arn}/stream/2026-11-01T00:00:00.000`];
    const whole = ManagedTable.fromTableAttributes(stack, 'Whole', {
      tableArn: arn,
      keyArn,
      streamArn,
      globalIndexes: ['byEmail'],
    });
    expect(resolvedIn(stack, whole.bind(request(Access.READ)).permissions)).toEqual([
      expect.anything(),
      { actions: ['dynamodb:Query', 'dynamodb:Scan'], resources: [`${arn}/index/byEmail`] },
      throughDynamo(keyArn, 'us-east-1'),
    ]);
    expect(whole.bind(request(Access.CONSUME)).events!.arn).toBe(streamArn);
    expect(() => byArn.bind(request(Access.CONSUME))).toThrow(/not known/);
    expect(() => ManagedTable.fromTableAttributes(stack, 'None', {})).toThrow(/Neither a tableName nor a tableArn/);
    expect(stack.node.findAll().filter(child => TerraformResource.isTerraformResource(child))).toEqual([]);
  });

  test('of one that is known at deployment only as well', () => {
    const stack = terraformStackOf();
    const { table, key } = terraformTableIn(stack).resources;
    const copy = ManagedTable.fromTableAttributes(stack, 'Copy', { tableArn: table.arn, keyArn: key!.arn });
    expect(resolvedIn(stack, copy.bind(request(Access.READ)))).toMatchObject({
      environment: { NAME: `\${element(split("/", ${addressOf(table)}.arn), 1)}` },
      permissions: [{ resources: [`\${${addressOf(table)}.arn}`] }, throughDynamo(`\${${addressOf(key!)}.arn}`)],
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
    terraformTableIn(stack).movedFrom('table', 'aws_dynamodb_table.legacy');
    expect(JSON.stringify(configurationOf(stack).moved)).toContain('aws_dynamodb_table.legacy');
  });
});
