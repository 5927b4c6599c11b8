import { readFileSync } from 'fs';
import { join } from 'path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformResource, Testing } from 'cdktf';
import { BY_EMAIL } from './fixture';
import { terraformTableIn } from './terraform-fixture';
import { Access, Credentials, EventSourceKind } from '../../../src/binding/binding';
import { TableStream } from '../../../src/capabilities/table/props';
import { ManagedTable } from '../../../src/capabilities/table/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { addressOf, resolvedIn, terraformStackOf } from '../../fixtures/terraform';

const PLACE = {
  partition: '${data.aws_partition.Partition.partition}',
  account: '${data.aws_caller_identity.CallerIdentity.account_id}',
  region: '${data.aws_region.Region.region}',
};

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
    const [data, shop] = ['Data', 'Shop'].map(id => terraformStackOf(EnvironmentTier.STAGING, {}, app, id));
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
