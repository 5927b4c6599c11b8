// Applies samples of every capability to the embedded AWS by the real AWS provider, where this machine has one.
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { inAccount } from './account';
import { differencesIn } from './differences';
import { EverySample } from './every-sample';
import { forOlderProvider } from './older-provider';
import { realProvider } from './real-provider';
import { AppliedStack } from './terraform';
import { Truth } from './truth';
import { EnvironmentTier } from '../../../src/path/tier';
import { AwsApi } from '../../deploy/aws-api';
import { EmbeddedAws } from '../../deploy/embedded-aws';
import { begin, scenario, Steps } from '../../deploy/scenario';

/** Most of it is waiting: the provider asks a database every half minute whether it is there. */
const LIMIT = 900_000;
/** Each tier has an account of its own: the emulator takes the access key as its id. */
const ACCOUNTS = { [EnvironmentTier.DEVELOPMENT]: '100000000001', [EnvironmentTier.PRODUCTION]: '100000000002' };
type AppliedTier = keyof typeof ACCOUNTS;

const provider = realProvider();
const folder = mkdtempSync(join(tmpdir(), 'every-sample-'));
let embedded: EmbeddedAws | undefined;

if ('skip' in provider) {
  test.skip(`every capability is applied (skipped: ${provider.skip})`, () => {});
} else {
  beforeAll(async () => {
    embedded = await EmbeddedAws.launch();
    begin();
  }, LIMIT);
  for (const tier of Object.keys(ACCOUNTS) as AppliedTier[]) {
    scenario(`every capability in ${tier}`, steps => applied(steps, tier), LIMIT);
  }
}

afterAll(async () => {
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true });
}, LIMIT);

/** The defaults by which the path keeps nothing: those that the guide lists. */
function nothingIsKept(): { [decision: string]: any } {
  const guide = readFileSync('docs/guides/terraform.md', 'utf8');
  const [, listed] = /const nothingIsKept = (\{.*?\n\});/s.exec(guide)!;
  return JSON.parse(listed.replace(/'/g, '"').replace(/,(\s*\})/, '$1'));
}

function applied({ does, shows }: Steps, tier: AppliedTier): void {
  const production = tier === EnvironmentTier.PRODUCTION;
  let stack: AppliedStack;
  let samples: EverySample;
  let truth: Truth;

  /** Writes the stack as it is with these defaults of a platform team. */
  const write = (defaults: { [decision: string]: any }, version: string) => {
    if ('skip' in provider) return;
    samples = new EverySample(join(folder, tier, version), tier, defaults);
    const written = samples.written();
    const configuration = JSON.parse(readFileSync(join(written, 'cdk.tf.json'), 'utf8'));
    stack.write(
      inAccount(forOlderProvider(configuration, provider.version), embedded!.region),
      join(written, 'assets'),
    );
  };

  does('it is valid', async () => {
    if ('skip' in provider) return;
    const env = { ...embedded!.env, TF_CLI_CONFIG_FILE: provider.cliConfigFile, AWS_ACCESS_KEY_ID: ACCOUNTS[tier] };
    stack = new AppliedStack(join(folder, tier, 'applied'), env);
    write({}, 'first');
    await stack.init();
    expect(await stack.validate()).toEqual([]);
  });

  does('it is applied', async () => {
    const changes = await stack.plan();
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(['create']));
    await stack.applyPlan();
  });

  shows('a second plan finds nothing to change', async () => {
    expect(differencesIn(await stack.plan())).toEqual([]);
  });

  does('the services of AWS have what was decided', async () => {
    const values = await stack.values();
    truth = new Truth(new AwsApi(embedded!, ACCOUNTS[tier]), (construct, slot) => {
      const { terraformResourceType, friendlyUniqueId } = samples.made[construct].resource(slot);
      return values[`${terraformResourceType}.${friendlyUniqueId}`];
    });
    expect(await truth.service('ServiceTypical')).toMatchObject({
      desiredCount: production ? 3 : 1,
      propagateTags: 'SERVICE',
      readonly: true,
      variables: {
        PORT: '8080',
        THE_DATABASE_PORT: expect.stringMatching(/^54\d\d$/),
        THE_QUEUE_URL: expect.stringMatching(/^http/),
      },
    });
    expect(await truth.database('DatabaseTypical')).toMatchObject({
      DeletionProtection: production,
      StorageEncrypted: true,
    });
    expect(await truth.queue('QueueTypical')).toMatchObject({ RedrivePolicy: expect.stringContaining('arn:aws:sqs') });
    expect(await truth.bucket('BucketTypical')).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(await truth.table('TableTypical')).toBe(production ? 'ENABLED' : 'DISABLED');
    expect(await truth.function('FunctionEverything')).toMatchObject({
      Environment: { Variables: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}' } },
    });
  });

  does('another default changes what it decides, and nothing else', async () => {
    write({ 'queue.receiveWaitSeconds': 7 }, 'second');
    const changes = await stack.plan('-refresh=false');
    // The manifest says which default it was.
    const types = differencesIn(changes).map(difference => difference.split('.')[0]);
    expect(new Set(types)).toEqual(new Set(['aws_sqs_queue', 'aws_ssm_parameter']));
    await stack.applyPlan();
    expect(await truth.queue('QueueTypical')).toMatchObject({ ReceiveMessageWaitTimeSeconds: '7' });
  });

  if (production) {
    does('what is kept is not destroyed', async () => {
      expect(await stack.destroy()).toMatch(/prevent_destroy/);
      expect(await truth.queue('QueueTypical')).toMatchObject({ ReceiveMessageWaitTimeSeconds: '7' });
    });

    does('with defaults by which nothing is kept, all of it is destroyed, also a bucket with objects', async () => {
      await truth.fill('BucketTypical');
      write(nothingIsKept(), 'released');
      const released = await stack.plan('-refresh=false');
      expect(differencesIn(released.filter(({ action }) => action !== 'update'))).toEqual([]);
      await stack.applyPlan();
      expect(await stack.destroy()).toBeUndefined();
      expect(await stack.values()).toEqual({});
      expect(await truth.left()).toEqual([]);
    });
  } else {
    does('what is not kept any more goes, and nothing is left', async () => {
      stack.release();
      const released = await stack.plan('-refresh=false');
      expect(released.filter(({ action }) => action !== 'update')).toEqual([]);
      if (released.length > 0) await stack.applyPlan();
      expect(await stack.destroy()).toBeUndefined();
      expect(await stack.values()).toEqual({});
      expect(await truth.left()).toEqual([]);
    });
  }
}
