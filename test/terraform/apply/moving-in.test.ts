// Takes a state over that terraform-aws-modules left, and plans it by the real AWS provider, where there is one.
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { App, TerraformStack } from 'cdktf';
import { stateOf, WITH_DATA, WITHOUT_DATA } from './modules-state';
import { forOlderProvider } from './older-provider';
import { realProvider } from './real-provider';
import { AppliedStack, Change } from './terraform';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { DatabaseDeployment, DatabaseEngine, DatabaseSize } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { FunctionCode } from '../../../src/capabilities/function/props';
import { GoldenPathFunction } from '../../../src/capabilities/function/terraform';
import { Network } from '../../../src/capabilities/network/terraform';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { AwsApi } from '../../deploy/aws-api';
import { EmbeddedAws } from '../../deploy/embedded-aws';

const LIMIT = 600_000;
const ACCOUNT = '100000000003';
const ADOPTED = { reason: 'adopted from terraform-aws-modules' };

const provider = realProvider();
const folder = mkdtempSync(join(tmpdir(), 'moving-in-'));
let embedded: EmbeddedAws | undefined;
let changes: Change[];

afterAll(async () => {
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true });
}, LIMIT);

if ('skip' in provider) {
  test.skip(`what modules made is taken over (skipped: ${provider.skip})`, () => {});
} else {
  beforeAll(async () => {
    embedded = await EmbeddedAws.launch();
    await new AwsApi(embedded, ACCOUNT).s3.send(new CreateBucketCommand({ Bucket: 'orders-archive' }));
    const env = { ...embedded.env, TF_CLI_CONFIG_FILE: provider.cliConfigFile, AWS_ACCESS_KEY_ID: ACCOUNT };
    const stack = new AppliedStack(join(folder, 'applied'), env);
    const written = ourStack();
    const configuration = forOlderProvider(
      JSON.parse(readFileSync(join(written, 'cdk.tf.json'), 'utf8')),
      provider.version,
    );
    // The state stays beside the configuration.
    delete configuration.terraform.backend;
    const here = { region: embedded.region, s3_use_path_style: true, skip_credentials_validation: true };
    Object.assign(configuration.provider.aws[0], here);
    stack.write(configuration, join(written, 'assets'));
    stack.inherit(stateOf([...WITH_DATA, ...WITHOUT_DATA]));
    await stack.init();
    changes = await stack.plan('-refresh=false');
  }, LIMIT);

  test.each(WITH_DATA.map(({ address }) => address))('%s is moved, and neither replaced nor destroyed', address => {
    const [moved, ...more] = changes.filter(({ previous, address: at }) => [previous, at].includes(address));
    expect(more).toEqual([]);
    const { previous, action, because } = moved;
    expect({ previous, action, because }).toEqual({ previous: address, action: 'update', because: undefined });
  });

  test('what is in no state is imported', () => {
    const imports = changes.filter(({ imported }) => imported);
    expect(imports.map(({ type, imported, action }) => [type, imported, action])).toEqual([
      ['aws_s3_bucket', 'orders-archive', 'update'],
    ]);
  });

  test('what goes is what holds nothing, and nothing else', () => {
    const gone = changes.filter(({ action }) => ['delete', 'replace'].includes(action)).map(({ address }) => address);
    expect(gone.sort()).toEqual(WITHOUT_DATA.map(({ address }) => address).sort());
  });

  test('what replaces it stands beside it', () => {
    const made = changes.filter(({ action }) => action === 'create').map(({ type }) => type);
    for (const { address } of WITHOUT_DATA) expect(made).toContain(/aws_\w+/.exec(address)![0]);
  });
}

/** The app, as the guide says it. Returns the folder of its stack. */
function ourStack(): string {
  const app = new App({ outdir: join(folder, 'written') });
  const stack = new TerraformStack(app, 'shop');
  new GoldenPath({
    organization: 'acme',
    owner: 'team-orders',
    tier: EnvironmentTier.PRODUCTION,
    terraform: { region: 'eu-west-1' },
    network: Network.fromIds(stack, 'Network', {
      vpcId: 'vpc-01',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      privateSubnetIds: ['subnet-01', 'subnet-02'],
      isolatedSubnetIds: ['subnet-03', 'subnet-04'],
    }),
  }).attachTo(stack);

  const orders = new ManagedDatabase(stack, 'Orders', {
    engine: DatabaseEngine.postgres('16'),
    databaseName: 'orders',
    extendedSupport: true,
  });
  orders.movedFrom('subnetGroup', 'module.aurora.aws_db_subnet_group.this[0]');
  orders.movedFrom('cluster', 'module.aurora.aws_rds_cluster.this[0]');
  orders.movedFrom('writer', 'module.aurora.aws_rds_cluster_instance.this["one"]');
  orders.escape('cluster', Patch.property('cluster_identifier', 'orders'), ADOPTED);
  orders.escape('cluster', Patch.property('master_username', 'root'), ADOPTED);
  orders.escape('cluster', Patch.remove('kms_key_id'), ADOPTED);
  orders.escape('writer', Patch.remove('identifier_prefix'), ADOPTED);

  const ledger = new ManagedDatabase(stack, 'Ledger', {
    engine: DatabaseEngine.postgres('16'),
    deployment: DatabaseDeployment.INSTANCE,
    size: DatabaseSize.SMALL,
    databaseName: 'ledger',
    extendedSupport: true,
  });
  ledger.movedFrom('subnetGroup', 'module.rds.module.db_subnet_group.aws_db_subnet_group.this[0]');
  ledger.movedFrom('instance', 'module.rds.module.db_instance.aws_db_instance.this[0]');
  ledger.escape('instance', Patch.property('identifier', 'ledger'), ADOPTED);
  ledger.escape('instance', Patch.property('username', 'root'), ADOPTED);
  ledger.escape('instance', Patch.remove('kms_key_id'), ADOPTED);
  ledger.escape('instance', Patch.property('allocated_storage', 100), ADOPTED);

  const archive = new ManagedBucket(stack, 'Archive');
  archive.importFrom('bucket', 'orders-archive');
  archive.escape('bucket', Patch.property('bucket', 'orders-archive'), ADOPTED);

  const code = FunctionCode.asset('test/fixtures/programs', { runtime: 'nodejs22.x', handler: 'index.handler' });
  const letters = new GoldenPathFunction(stack, 'Letters', { code });
  letters.movedFrom('logGroup', 'module.lambda_function.aws_cloudwatch_log_group.lambda[0]');
  const source = ServiceSource.image('public.ecr.aws/acme/shop:1');
  new GoldenPathService(stack, 'Shop', { source, exposure: Exposure.internal() }).uses(orders).uses(ledger);
  letters.uses(archive);
  app.synth();
  return join(folder, 'written', 'stacks', 'shop');
}
