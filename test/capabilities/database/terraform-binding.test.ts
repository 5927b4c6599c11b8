import { readFileSync } from 'fs';
import { join } from 'path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Testing } from 'cdktf';
import { terraformDatabaseIn, terraformStackOf } from './terraform-fixture';
import { Access, Credentials } from '../../../src/binding/binding';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { TIERS } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { addressOf, resolvedIn } from '../../fixtures/terraform';

const [development, staging] = TIERS;
const instance = { deployment: DatabaseDeployment.INSTANCE };

describe('a consumer', () => {
  const secretly = { credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' };

  test('gets the secret, and its key through Secrets Manager alone', () => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack);
    const { cluster, writer, key, securityGroup } = database.resources;
    const secret = `\${${addressOf(cluster!)}.master_user_secret[0].secret_arn}`;
    expect(resolvedIn(stack, database.bind(secretly))).toEqual({
      capability: 'database',
      resource: 'Data/OrdersDb',
      access: Access.READ_WRITE,
      environmentPrefix: 'ORDERS_DB',
      environment: {
        HOST: `\${${addressOf(cluster!)}.endpoint}`,
        READER_HOST: `\${${addressOf(cluster!)}.reader_endpoint}`,
        PORT: `\${${addressOf(writer)}.port}`,
        NAME: 'app',
        ENGINE: 'postgres',
        SECRET_ARN: secret,
      },
      permissions: [
        { actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], resources: [secret] },
        {
          actions: ['kms:Decrypt'],
          resources: [`\${${addressOf(key!)}.arn}`],
          conditions: {
            StringEquals: { 'kms:ViaService': 'secretsmanager.${data.aws_region.Region.region}.amazonaws.com' },
          },
        },
      ],
      secret: expect.objectContaining({ arn: secret, rotation: expect.stringContaining('week') }),
      ports: [{ securityGroupId: `\${${addressOf(securityGroup)}.id}`, port: 5433, name: 'OrdersDb' }],
    });
    expect(resolvedIn(stack, database.bind({ ...secretly, access: Access.READ }).environment.HOST)).toBe(
      `\${${addressOf(cluster!)}.reader_endpoint}`,
    );
  });

  test('of an instance gets its address', () => {
    const stack = terraformStackOf(development);
    const database = terraformDatabaseIn(stack, instance);
    const address = addressOf(database.resources.writer);
    expect(resolvedIn(stack, database.bind(secretly))).toMatchObject({
      environment: {
        HOST: `\${${address}.address}`,
        PORT: `\${${address}.port}`,
        SECRET_ARN: `\${${address}.master_user_secret[0].secret_arn}`,
      },
      permissions: [{ resources: [`\${${address}.master_user_secret[0].secret_arn}`] }],
    });
  });

  test.each([
    [{}, 'cluster_resource_id'],
    [instance, 'resource_id'],
  ])('%j: gets tokens for one database user', (props, attribute) => {
    const stack = terraformStackOf();
    const database = terraformDatabaseIn(stack, props);
    const binding = resolvedIn(
      stack,
      database.bind({ ...secretly, credentials: Credentials.IAM_TOKEN, userName: 'reports' }),
    );
    const address = addressOf(database.resources.cluster ?? database.resources.writer);
    expect(binding.permissions).toEqual([
      {
        actions: ['rds-db:connect'],
        resources: [
          'arn:${data.aws_partition.Partition.partition}:rds-db:${data.aws_region.Region.region}:' +
            '${data.aws_caller_identity.CallerIdentity.account_id}:dbuser:' +
            `\${${address}.${attribute}}/reports`,
        ],
      },
    ]);
    expect(() => database.bind({ ...secretly, credentials: Credentials.IAM_TOKEN, userName: '*' })).toThrow(
      InvalidInputError,
    );
  });

  test("in another stack reads the state of the database's, and changes nothing in it", () => {
    const app = Testing.app();
    const [data, shop] = ['Data', 'Shop'].map(id => terraformStackOf(staging, {}, app, id));
    const database = terraformDatabaseIn(data);
    const before = database.slots;
    const { environment } = database.bind(secretly);
    new AwsProvider(shop, 'AwsProvider');
    new SsmParameter(shop, 'Host', { name: '/host', type: 'String', value: environment.HOST });
    app.synth();
    const configuration = JSON.parse(readFileSync(join(app.outdir, 'stacks/Shop/cdk.tf.json'), 'utf8'));
    expect(configuration.resource.aws_ssm_parameter.Host.value).toMatch(
      /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-Data\.outputs\./,
    );
    expect(database.slots).toEqual(before);
  });
});

describe('an existing database', () => {
  const attributes = {
    endpoint: 'orders.cluster-abc123.eu-west-1.rds.amazonaws.com',
    port: 5432,
    securityGroupId: 'sg-0123456789abcdef0',
    databaseName: 'app',
    secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf',
  };
  const request = { credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' };

  test('is used like any other', () => {
    const stack = terraformStackOf();
    const database = ManagedDatabase.fromDatabaseAttributes(stack, 'Legacy', {
      ...attributes,
      kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      engine: DatabaseEngine.mysql(),
    });
    expect(resolvedIn(stack, database.bind(request))).toMatchObject({
      resource: 'Data/Legacy',
      environment: {
        HOST: attributes.endpoint,
        PORT: '5432',
        NAME: 'app',
        ENGINE: 'mysql',
        SECRET_ARN: attributes.secretArn,
      },
      permissions: [
        { resources: [attributes.secretArn] },
        {
          actions: ['kms:Decrypt'],
          conditions: {
            StringEquals: { 'kms:ViaService': 'secretsmanager.${data.aws_region.Region.region}.amazonaws.com' },
          },
        },
      ],
      ports: [{ securityGroupId: attributes.securityGroupId, port: 5432, name: 'Legacy' }],
    });
    expect(() => database.bind({ ...request, credentials: Credentials.IAM_TOKEN })).toThrow(/resource id/);
  });

  test('may be known at deployment only', () => {
    const stack = terraformStackOf();
    const { cluster, securityGroup } = terraformDatabaseIn(stack).resources;
    const database = ManagedDatabase.fromDatabaseAttributes(stack, 'Copy', {
      endpoint: cluster!.endpoint,
      port: cluster!.port,
      securityGroupId: securityGroup.id,
      databaseName: 'app',
      resourceId: cluster!.clusterResourceId,
    });
    expect(resolvedIn(stack, database.bind({ ...request, credentials: Credentials.IAM_TOKEN }))).toMatchObject({
      environment: { HOST: `\${${addressOf(cluster!)}.endpoint}`, PORT: `\${${addressOf(cluster!)}.port}` },
      ports: [{ port: `\${${addressOf(cluster!)}.port}` }],
    });
  });

  test.each([
    [{ endpoint: 'host:5432' }, /endpoint is/],
    [{ port: 0 }, /port is 0/],
    [{ secretArn: undefined }, /Neither a secretArn nor a resourceId/],
  ])('%j is refused', (wrong, message) => {
    expect(() =>
      ManagedDatabase.fromDatabaseAttributes(terraformStackOf(), 'Legacy', { ...attributes, ...wrong } as any),
    ).toThrow(message);
  });
});
