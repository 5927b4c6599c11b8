import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { StubNetwork } from './fixture';
import { terraformDatabaseIn, terraformStackOf, written } from './terraform-fixture';
import { KEY_USERS } from '../../../src/capabilities/database/policies';
import {
  DatabaseDeployment,
  DatabaseEngine,
  DatabaseSize,
  ManagedDatabaseProps,
} from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { TIERS } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { addressOf, configurationOf, slotsIn } from '../../fixtures/terraform';

const [development, staging, production] = TIERS;
const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };

const combinations = TIERS.flatMap(tier =>
  [{}, mysql].flatMap(engine =>
    [
      { ...engine },
      { ...engine, readers: 2, multiAz: false },
      { ...engine, size: DatabaseSize.LARGE, multiAz: true },
      { ...engine, ...instance },
    ].map((props: Partial<ManagedDatabaseProps>) => [tier, props] as const),
  ),
);

describe('slots', () => {
  test.each(combinations)('%s %j: every resource is one, under its name, and in `resources`', (tier, props) => {
    const database = terraformDatabaseIn(terraformStackOf(tier), props);
    const below = database.node
      .findAll()
      .filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child));
    const paths = (resources: TerraformResource[]) => [...new Set(resources.map(({ node }) => node.path))].sort();
    expect(paths(database.slots.map(slot => database.resource(slot)))).toEqual(paths(below));
    expect(
      paths(
        Object.values(database.resources)
          .flat()
          .filter(each => each !== undefined),
      ),
    ).toEqual(paths(below));
    expect(database.slots).toHaveLength(below.length);
    for (const slot of database.slots) {
      const { id, scope } = database.resource(slot).node;
      expect(scope).toBe(database);
      expect([slot, ['cluster', 'instance'].includes(slot) ? 'resource' : slot]).toContain(
        id.charAt(0).toLowerCase() + id.slice(1),
      );
    }
    expect(database.escapes).toEqual([]);
  });

  test("whatever can have tags has its owner's", () => {
    const { slots } = written(mysql);
    const withoutTags = Object.entries(slots)
      .filter(([, { tags }]) => tags?.['goldenpath:owner'] !== 'platform')
      .map(([slot]) => slot);
    expect(withoutTags).toEqual(['monitoringRolePolicy']);
  });
});

describe('what is written', () => {
  test('a cluster that is encrypted, isolated and watched', () => {
    const { slots, database } = written();
    const { key, subnetGroup, securityGroup } = database.resources;
    expect(slots.cluster).toMatchObject({
      engine: 'aurora-postgresql',
      cluster_identifier: 'data-ordersdb-d76a242e',
      kms_key_id: `\${${addressOf(key!)}.arn}`,
      master_user_secret_kms_key_id: `\${${addressOf(key!)}.arn}`,
      performance_insights_kms_key_id: `\${${addressOf(key!)}.arn}`,
      db_subnet_group_name: `\${${addressOf(subnetGroup)}.name}`,
      vpc_security_group_ids: [`\${${addressOf(securityGroup)}.id}`],
      apply_immediately: false,
    });
    expect(slots.writer).toMatchObject({
      cluster_identifier: `\${${addressOf(database.resources.cluster!)}.id}`,
      instance_class: 'db.serverless',
      promotion_tier: 0,
      publicly_accessible: false,
    });
    expect(slots.reader1.depends_on).toContain(addressOf(database.resources.writer));
    expect(slots.subnetGroup.subnet_ids).toEqual(
      new StubNetwork(new TerraformStack(Testing.app(), 'Other'), 'Network').isolatedSubnetIds,
    );
  });

  test('an instance', () => {
    const { slots } = written({ ...instance, ...mysql });
    expect(slots.instance).toMatchObject({
      engine: 'mysql',
      identifier: 'data-ordersdb-d76a242e',
      db_name: 'app',
      port: 3307,
      multi_az: true,
      storage_type: 'gp3',
      allocated_storage: 20,
      max_allocated_storage: 200,
    });
  });

  test.each([{}, instance])('%j: no password, and no rule of its own', props => {
    const { configuration, slots } = written(props);
    expect(slots.securityGroup).not.toHaveProperty('ingress');
    expect(slots.securityGroup).not.toHaveProperty('egress');
    expect(Object.keys(configuration.resource).filter(type => /rule/.test(type))).toEqual([]);
    expect(Object.keys(slots.cluster ?? slots.instance).filter(name => /password/.test(name))).toEqual([
      'manage_master_user_password',
    ]);
  });

  test.each([
    [{}, 'cluster', ['postgresql']],
    [instance, 'instance', ['postgresql', 'upgrade']],
  ] as const)('%j: log groups stand before the database', (props, kind, logs) => {
    const { slots, database } = written(props);
    const groups = logs.map(log => slots[`${log}LogGroup`]);
    expect(groups.map(({ name }) => name)).toEqual(logs.map(log => `/aws/rds/${kind}/data-ordersdb-d76a242e/${log}`));
    expect(groups.map(group => [group.retention_in_days, group.skip_destroy])).toEqual(logs.map(() => [365, false]));
    expect(slots[kind].depends_on).toEqual(
      expect.arrayContaining(logs.map(log => addressOf(database.resource(`${log}LogGroup`)))),
    );
  });

  test("the key's policy is that of CloudFormation", () => {
    const { policy } = written().slots.key;
    const text = policy
      .replace(/^\$\{jsonencode\(|\)\}$/g, '')
      .replace(/" = /g, '": ')
      .replace(/\$\{data\.aws_partition[^}]*\}/g, 'P')
      .replace(/\$\{data\.aws_caller_identity[^}]*\}/g, 'A')
      .replace(/\$\{data\.aws_region[^}]*\}/g, 'R');
    expect(JSON.parse(text)).toEqual(
      dataKeyPolicy({ partition: 'P', account: 'A', region: 'R', dnsSuffix: 'P' }, KEY_USERS),
    );
  });

  test('settings that the engine reads when it starts do not ask for more', () => {
    const methods = (props: Partial<ManagedDatabaseProps>) =>
      Object.fromEntries(
        written(props).slots.clusterParameterGroup.parameter.map((each: any) => [each.name, each.apply_method]),
      );
    expect(methods({})).toEqual({
      'rds.force_ssl': 'pending-reboot',
      log_statement: 'immediate',
      log_min_duration_statement: 'immediate',
    });
    expect(new Set(Object.values(methods(mysql)))).toEqual(new Set(['immediate']));
  });

  test('a parameter group in use is replaced by one that is there before', () => {
    for (const { slots } of [written(), written(instance)]) {
      const group = slots.clusterParameterGroup ?? slots.parameterGroup;
      expect(group).toMatchObject({
        name_prefix: 'data-ordersdb-d76a242e-',
        lifecycle: { create_before_destroy: true },
      });
      expect(group).not.toHaveProperty('name');
    }
  });

  test('names stay within what RDS takes', () => {
    const stack = terraformStackOf(production, {}, undefined, 'A'.repeat(80));
    const database = terraformDatabaseIn(stack, { readers: 15 });
    const { cluster, writer, reader15 } = slotsIn(configurationOf(stack), database);
    expect(cluster.cluster_identifier).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/);
    for (const { identifier_prefix: prefix } of [writer, reader15]) {
      expect(`${prefix}${'0'.repeat(26)}`).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/);
    }
  });

  test('alarms go to the platform team', () => {
    const { slots } = written({}, production, { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' });
    expect(slots.capacityAlarm).toMatchObject({
      alarm_actions: ['arn:aws:sns:eu-west-1:123456789012:alarms'],
      dimensions: { Role: 'WRITER' },
      threshold: 90,
    });
    expect(Object.keys(written({}, development).slots).filter(slot => /Alarm$/.test(slot))).toEqual([]);
  });
});

describe('what is kept', () => {
  const kept = (slots: any) =>
    [slots.cluster ?? slots.instance, slots.key].map(each => each?.lifecycle?.prevent_destroy);

  test.each([{}, instance])('%j: no plan destroys what is protected, nor its key', props => {
    expect(kept(written(props, production).slots)).toEqual([true, true]);
    expect(kept(written(props, staging).slots)).toEqual([true, true]);
    expect(kept(written(props, development).slots)).toEqual([undefined, undefined]);
    expect(kept(written(props, development, { defaults: { 'database.ownKey': true } }).slots)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('what nothing protects may go, and its key stays for the snapshot', () => {
    const { slots } = written({}, production, { defaults: { 'database.deletionProtection': false } });
    expect(kept(slots)).toEqual([undefined, true]);
  });

  test('what is to be retained is destroyed by no plan', () => {
    const { slots } = written({}, development, {
      defaults: { 'database.onRemoval': 'retain', 'database.ownKey': true },
    });
    expect(kept(slots)).toEqual([true, true]);
  });

  test.each([{}, instance])('%j: a last snapshot, of a name that no earlier deployment had', props => {
    const { slots, database } = written(props);
    const { skip_final_snapshot: skipped, final_snapshot_identifier: name } = slots.cluster ?? slots.instance;
    expect(skipped).toBe(false);
    expect(name).toBe(
      `data-ordersdb-d76a242e-final-\${trimprefix(${addressOf(database.resources.securityGroup)}.id, "sg-")}`,
    );
    const cheap = written(props, development).slots;
    expect(cheap.cluster ?? cheap.instance).toMatchObject({
      skip_final_snapshot: true,
      deletion_protection: false,
      delete_automated_backups: true,
    });
    expect(cheap.cluster ?? cheap.instance).not.toHaveProperty('final_snapshot_identifier');
  });

  test('nodes hold no data', () => {
    const { slots } = written();
    expect([slots.writer.lifecycle, slots.reader1.lifecycle]).toEqual([undefined, undefined]);
  });
});

describe('the version', () => {
  const version = (props: Partial<ManagedDatabaseProps>, defaults = {}) => {
    const { slots, database } = written(props, production, { defaults });
    return [
      (slots.cluster ?? slots.instance).engine_version,
      database.node.metadata
        .filter(({ type }) => type === '@cdktf/warn')
        .map(({ data }) => data)
        .join(),
    ];
  };

  test('is the major one: AWS applies minor upgrades, and no plan wants them back', () => {
    expect(version({})).toEqual(['17', '']);
    expect(version(mysql)).toEqual(['8.0', '']);
    expect(version({ ...mysql, ...instance })).toEqual(['8.4', '']);
    expect(version({ engine: DatabaseEngine.postgres('16') })).toEqual(['16', '']);
  });

  test('is exact where AWS leaves it alone', () => {
    expect(version({}, { 'database.minorUpgrades': false })).toEqual(['17.9', '']);
    expect(version({ engine: DatabaseEngine.postgres('17.6') }, { 'database.minorUpgrades': false })).toEqual([
      '17.6',
      '',
    ]);
  });

  test('is what was asked for, with a warning, where AWS will move on from it', () => {
    expect(version({ engine: DatabaseEngine.postgres('17.6') })).toEqual([
      '17.6',
      expect.stringMatching(/plans to go back to 17\.6[^]*DatabaseEngine\.postgres\('17'\)/),
    ]);
    expect(version({ engine: DatabaseEngine.mysql('3.10.4') })).toEqual([
      '8.0.mysql_aurora.3.10.4',
      expect.stringMatching(/DatabaseEngine\.mysql\('8\.0'\)/),
    ]);
  });
});

describe('what is wrong is refused as on CDK', () => {
  test.each<[any, RegExp]>([
    [{ databaseName: '1st' }, /databaseName is '1st'/],
    [{ readers: 16 }, /from 0 to 15/],
    [{ readers: 1, deployment: DatabaseDeployment.INSTANCE }, /has none/],
    [{ engine: undefined }, /engine is missing/],
    [{ engine: DatabaseEngine.mysql('5.7') }, /There is no mysql '5.7'/],
  ])('%j', (props, message) => {
    const stack = terraformStackOf();
    expect(() => terraformDatabaseIn(stack, props)).toThrow(InvalidInputError);
    expect(() => terraformDatabaseIn(stack, props, 'Again')).toThrow(message);
    expect(stack.node.tryFindChild('Again')).toBeUndefined();
    expect(stack.node.findAll().filter(child => TerraformResource.isTerraformResource(child))).toEqual([]);
  });

  test('a network without two isolated subnets', () => {
    const stack = terraformStackOf();
    expect(
      () => new ManagedDatabase(stack, 'Db', { ...mysql, network: new StubNetwork(stack, 'Small', ['subnet-1']) }),
    ).toThrow(/1 isolated subnets/);
  });
});
