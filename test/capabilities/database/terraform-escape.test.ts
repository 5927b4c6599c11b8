import { Aspects } from 'cdktf';
import { terraformDatabaseIn, terraformStackOf } from './terraform-fixture';
import { DatabaseDeployment, DatabaseSize, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError } from '../../../src/support/errors';
import { configurationOf, slotsIn } from '../../fixtures/terraform';

const because = { reason: 'told by a test' };

describe('the escape hatch', () => {
  test('changes an argument, a nested block and an element of a list', () => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack);
    database.escape('cluster', Patch.property('preferred_maintenance_window', 'sun:03:00-sun:04:00'), because);
    database.escape('cluster', Patch.property('serverlessv2_scaling_configuration.max_capacity', 8), because);
    database.escape('clusterParameterGroup', Patch.property('parameter[name=log_statement].value', 'all'), because);
    const { cluster, clusterParameterGroup } = slotsIn(configurationOf(stack), database);
    expect(cluster).toMatchObject({
      preferred_maintenance_window: 'sun:03:00-sun:04:00',
      serverlessv2_scaling_configuration: { min_capacity: 1, max_capacity: 8 },
    });
    expect(clusterParameterGroup.parameter).toHaveLength(3);
    expect(clusterParameterGroup.parameter).toContainEqual({
      name: 'log_statement',
      value: 'all',
      apply_method: 'immediate',
    });
    expect(database.escapes.map(({ kind, reason }) => [kind, reason])).toEqual(
      Array(3).fill([EscapeKind.PATCH, because.reason]),
    );
  });

  test('leaves the keys of a map as they are written', () => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack);
    database.escape('memoryAlarm', Patch.property('dimensions', { cluster_name: 'orders' }), because);
    expect(slotsIn(configurationOf(stack), database).memoryAlarm.dimensions).toEqual({ cluster_name: 'orders' });
  });

  test('refuses what would do nothing', () => {
    const database = terraformDatabaseIn(terraformStackOf());
    expect(() => database.escape('clutser', Patch.property('port', 1), because)).toThrow(/Did you mean 'cluster'/);
    expect(() => database.escape('cluster', Patch.property('deletion_protectoin', false), because)).toThrow(
      /Did you mean 'deletion_protection'/,
    );
    expect(() => database.escape('cluster', Patch.property('port', 5433), because)).toThrow(EscapeHatchError);
    expect(database.escapes).toEqual([]);
  });

  test('finds what nobody recorded', () => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack);
    database.resources.cluster!.backupRetentionPeriod = 1;
    Aspects.of(stack).add({
      visit: node => {
        if (node === database.resources.key) database.resources.key.enableKeyRotation = false;
      },
    });
    configurationOf(stack);
    expect(database.escapes.map(({ slot, kind, properties }) => [slot, kind, properties])).toEqual([
      ['key', EscapeKind.UNRECORDED, ['enable_key_rotation']],
      ['cluster', EscapeKind.UNRECORDED, ['backup_retention_period']],
    ]);
  });

  test('what a platform team protects is its policy', () => {
    const stack = terraformStackOf(EnvironmentTier.DEVELOPMENT);
    const database = terraformDatabaseIn(stack);
    database.resources.cluster!.lifecycle = { preventDestroy: true };
    expect(database.escapes.filter(({ kind }) => kind === EscapeKind.UNRECORDED)).toEqual([]);
  });

  test.each<[string, Partial<ManagedDatabaseProps>, string, string]>([
    ['cluster', {}, 'cluster_identifier', '/aws/rds/cluster/legacy/postgresql'],
    [
      'instance',
      { deployment: DatabaseDeployment.INSTANCE, size: DatabaseSize.SMALL },
      'identifier',
      '/aws/rds/instance/legacy/postgresql',
    ],
  ])('the log groups of the %s have the name that an escape gives it', (slot, props, property, name) => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack, props);
    const namesIn = () => slotsIn(configurationOf(stack), database).postgresqlLogGroup.name;
    const before = namesIn();
    expect(before).toMatch(new RegExp(`^/aws/rds/${slot}/[a-z0-9-]+-[0-9a-f]{8}/postgresql$`));
    // RDS keeps names in small letters, and so do the names of the groups.
    database.escape(slot, Patch.property(property, 'Legacy'), { reason: 'adopted' });
    expect(namesIn()).toBe(name);
    expect(database.escapes.map(each => each.slot)).toEqual([slot]);
  });

  test('a log group that is there already is imported under the name that follows', () => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack);
    const id = '/aws/rds/cluster/legacy/postgresql';
    database.escape('cluster', Patch.property('cluster_identifier', 'legacy'), { reason: 'adopted' });
    database.importFrom('postgresqlLogGroup', id);
    database.escape('postgresqlLogGroup', Patch.append('lifecycle.ignore_changes', 'name'), { reason: 'adopted' });
    const configuration = configurationOf(stack);
    expect(slotsIn(configuration, database).postgresqlLogGroup.name).toBe(id);
    expect(configuration.import).toEqual([expect.objectContaining({ id })]);
  });

  test('a database that stood elsewhere in the state is moved, not replaced', () => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack);
    database.movedFrom('cluster', 'aws_rds_cluster.legacy');
    database.escape('cluster', Patch.property('cluster_identifier', 'legacy'), { reason: 'adopted' });
    const moved = JSON.stringify(configurationOf(stack).moved);
    expect(moved).toContain('aws_rds_cluster.legacy');
    expect(() => database.movedFrom('writer', 'aws_rds_cluster.legacy')).toThrow(
      /not the address of a resource of type aws_rds_cluster_instance/,
    );
  });
});
