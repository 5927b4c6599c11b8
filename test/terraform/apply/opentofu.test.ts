// Runs what is synthesised, and the module written of it, by OpenTofu and the real AWS provider, where there are any.
import { execFileSync, spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { App, TerraformStack } from 'cdktf';
import { differencesIn } from './differences';
import { forOlderProvider } from './older-provider';
import { openTofu } from './opentofu';
import { AppliedStack } from './terraform';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { AwsApi } from '../../deploy/aws-api';
import { EmbeddedAws } from '../../deploy/embedded-aws';

const LIMIT = 600_000;
const ACCOUNT = '100000000004';

const tofu = openTofu();
const folder = mkdtempSync(join(tmpdir(), 'opentofu-'));
let embedded: EmbeddedAws | undefined;

afterAll(async () => {
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true });
}, LIMIT);

if ('skip' in tofu) {
  test.skip(`OpenTofu plans and applies (skipped: ${tofu.skip})`, () => {});
} else {
  const { program, version, cliConfigFile } = tofu;
  /** What Terraform's `region` and the address of the embedded AWS ask for. */
  const here = () => ({ region: embedded!.region, s3_use_path_style: true, skip_credentials_validation: true });
  const stackIn = (name: string) => {
    const env = { ...embedded!.env, TF_CLI_CONFIG_FILE: cliConfigFile, AWS_ACCESS_KEY_ID: ACCOUNT };
    return new AppliedStack(join(folder, name), env, program);
  };
  const synthesised = (source: string) => {
    const document = JSON.parse(readFileSync(join(source, 'cdk.tf.json'), 'utf8'));
    const configuration = forOlderProvider(document, version);
    // The state stays beside the configuration.
    delete configuration.terraform.backend;
    Object.assign(configuration.provider.aws[0], here());
    return configuration;
  };

  beforeAll(async () => {
    embedded = await EmbeddedAws.launch();
  }, LIMIT);

  test(
    'a service with a database and a secret is valid, and planned',
    async () => {
      const stack = stackIn('planned');
      stack.write(synthesised(shop()));
      await stack.init();
      expect(await stack.validate()).toEqual([]);
      const types = (await stack.plan()).map(({ type }) => type);
      expect(types).toEqual(
        expect.arrayContaining(['aws_ecs_service', 'aws_rds_cluster', 'aws_secretsmanager_secret']),
      );
    },
    LIMIT,
  );

  test(
    'the module that is written of it is planned as often as it is called',
    async () => {
      const stack = stackIn('called');
      const provider = { aws: here() };
      const call = { source: './module', for_each: '${toset(["blue", "green"])}', name: '${each.key}' };
      stack.call(moduleOf(shop(), version), { provider, module: { shop: call } });
      await stack.init();
      expect(await stack.validate()).toEqual([]);
      const services = (await stack.plan()).filter(({ type }) => type === 'aws_ecs_service');
      expect(services.map(({ address }) => /"(\w+)"/.exec(address)?.[1]).sort()).toEqual(['blue', 'green']);
    },
    LIMIT,
  );

  test(
    'a queue, a bucket and a secret are applied, stay as they are, and are destroyed',
    async () => {
      const stack = stackIn('applied');
      stack.write(synthesised(data()));
      await stack.init();
      await stack.plan();
      await stack.applyPlan();
      expect(differencesIn(await stack.plan())).toEqual([]);
      const { sqs } = new AwsApi(embedded!, ACCOUNT);
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'data-Jobs-queue' }));
      const [QueueUrl] = QueueUrls;
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      expect(Attributes).toMatchObject({ RedrivePolicy: expect.stringContaining('arn:aws:sqs') });
      expect(await stack.destroy()).toBeUndefined();
      expect(await stack.values()).toEqual({});
      expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
    },
    LIMIT,
  );
}

function shop(): string {
  return written('shop', stack => {
    const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
    const secret = new ManagedSecret(stack, 'Token');
    const source = ServiceSource.image('public.ecr.aws/acme/shop:1');
    new GoldenPathService(stack, 'Orders', { source, exposure: Exposure.publicHttps() }).uses(db).uses(secret);
  });
}

function data(): string {
  return written('data', stack => {
    new ManagedQueue(stack, 'Jobs');
    new ManagedBucket(stack, 'Letters');
    new ManagedSecret(stack, 'Token');
  });
}

/** Synthesises a stack of development. Returns its folder. */
function written(name: string, make: (stack: TerraformStack) => void): string {
  const outdir = mkdtempSync(join(folder, 'written-'));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, name);
  const path = { organization: 'acme', owner: 'team-a', tier: EnvironmentTier.DEVELOPMENT };
  new GoldenPath({ ...path, terraform: { region: 'eu-west-1' } }).attachTo(stack);
  make(stack);
  app.synth();
  return join(outdir, 'stacks', name);
}

/** The module of a stack, as the CLI writes it, in the words of the older provider. */
function moduleOf(stack: string, version: string): string {
  // What the CLI knows of the library is copied into it when it is built.
  execFileSync(process.execPath, ['scripts/copy-reference.mjs'], { cwd: 'cli' });
  const module = join(mkdtempSync(join(folder, 'module-')), 'module');
  const words = ['terraform', 'shop', '--input', resolve(stack, '../..'), '--out', module];
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/bin.ts', ...words], {
    cwd: 'cli',
    encoding: 'utf8',
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  for (const file of readdirSync(module).filter(each => each.endsWith('.tf'))) {
    const text = readFileSync(join(module, file), 'utf8')
      .replace(/(data\.aws_region\.\w+)\.region/g, '$1.name')
      .replace(/">= 6\.\d+, < 7\.0"/, `"${version}"`);
    writeFileSync(join(module, file), text);
  }
  return module;
}
