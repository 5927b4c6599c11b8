// The reader of the guide, taken from there and run: what it says is what teams copy.
import { readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import {
  Capability,
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { transformSync } from '@swc/core';
import { CfnOutput } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { secretIn, stackOf } from './fixture';
import { Credentials } from '../../../src/binding/binding';
import { ManagedSecretProps, SecretRotation, SecretSource } from '../../../src/capabilities/secret/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { EmbeddedAws } from '../../deploy/embedded-aws';

const ROOT = resolve(__dirname, '../../..');
const [code] = [
  ...readFileSync(join(ROOT, 'docs/guides/secret.md'), 'utf8').matchAll(
    /^```typescript\n(\/\/ secret\.ts[\s\S]*?)^```$/gm,
  ),
].map(([, block]) => block);

/** The class in the guide. */
interface Reader {
  value(): Promise<string>;
  use<T>(action: (value: string) => Promise<T>, isRefusal: (error: unknown) => boolean): Promise<T>;
}

const later = (milliseconds: number) => new Promise(done => setTimeout(done, milliseconds));

test('it has the right types', () => {
  const file = join(ROOT, 'test/capabilities/secret/guide.ts');
  const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(file));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, code, version) : read(name, version);
  const program = ts.createProgram([file], { ...options, types: ['node'], noEmit: true, skipLibCheck: true }, host);
  const problems = program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(problems).toEqual([]);
}, 60_000);

describe('against the embedded AWS', () => {
  const variables = process.env;
  let aws: EmbeddedAws;
  let client: SecretsManagerClient;
  let stacks: CloudFormationClient;
  let SecretOfTheGuide: {
    new (arn: string, maxAgeMilliseconds: number): Reader;
    of(prefix: string, label?: string): Reader;
  };
  let arn: string;
  let calls: jest.SpyInstance;

  /** Deploys a secret whose consumers may keep it for a second, and gives their variables. */
  async function deploy(
    StackName: string,
    props?: ManagedSecretProps,
    description?: string,
  ): Promise<{ [name: string]: string }> {
    const stack = stackOf(EnvironmentTier.STAGING, { defaults: { 'secret.consumerMaxAgeSeconds': 1 } });
    const secret = secretIn(stack, props);
    if (description) secret.escape('secret', Patch.property('Description', description), { reason: 'a change' });
    const { environment } = secret.bind({ credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' });
    Object.entries(environment).forEach(([suffix, value]) => new CfnOutput(stack, suffix.replace(/_/g, ''), { value }));
    const input = {
      StackName,
      TemplateBody: JSON.stringify(Template.fromStack(stack).toJSON()),
      Capabilities: [Capability.CAPABILITY_IAM],
    };
    await (description ? stacks.send(new UpdateStackCommand(input)) : stacks.send(new CreateStackCommand(input)));
    for (;;) {
      const { Stacks: [{ StackStatus, Outputs = [] }] = [{}] as any } = await stacks.send(
        new DescribeStacksCommand({ StackName }),
      );
      if (/^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus)) {
        return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }: any) => [OutputKey, OutputValue]));
      }
      if (!/_IN_PROGRESS$/.test(StackStatus)) throw new Error(`The stack is in ${StackStatus}.`);
      await later(100);
    }
  }

  beforeAll(async () => {
    aws = await EmbeddedAws.start();
    const config = {
      endpoint: aws.endpoint,
      region: aws.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    [client, stacks] = [new SecretsManagerClient(config), new CloudFormationClient(config)];
    const { ARN, MAXAGESECONDS } = await deploy('Shop');
    arn = ARN;
    process.env = { ...variables, ...aws.env, PAYMENT_KEY_ARN: ARN, PAYMENT_KEY_MAX_AGE_SECONDS: MAXAGESECONDS };
    const { code: javascript } = transformSync(code, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const module: any = {};
    // What the guide's file imports, it gets from here.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the names are known only now
    new Function('require', 'exports', javascript)((name: string) => require(name), module);
    SecretOfTheGuide = module.Secret;
  }, 600_000); // The first time, the embedded AWS is installed.

  beforeEach(() => {
    calls = jest.spyOn(SecretsManagerClient.prototype, 'send');
  });

  afterEach(() => calls.mockRestore());

  afterAll(async () => {
    process.env = variables;
    await aws?.stop();
  }, 60_000);

  const put = (value: string) => client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: value }));
  const asked = () =>
    calls.mock.calls.filter(([command]) => command.constructor.name === 'GetSecretValueCommand').length;
  const isRefusal = (error: any) => error.message === 'refused';
  /** The system that a secret opens: takes one value only. */
  const door = (right: string) => async (value: string) => {
    if (value !== right) throw new Error('refused');
    return 'opened';
  };

  test('a generated value is there, as it was decided', async () => {
    expect(await SecretOfTheGuide.of('PAYMENT_KEY').value()).toMatch(/^[A-Za-z0-9]{40}$/);
  });

  test('a new value is read once the age has passed, and not before, without a restart', async () => {
    const reader = SecretOfTheGuide.of('PAYMENT_KEY');
    const first = await reader.value();
    await put('changed by hand');
    expect(await reader.value()).toBe(first);
    expect(asked()).toBe(1);
    await later(1100);
    expect(await reader.value()).toBe('changed by hand');
    expect(asked()).toBe(2);
  });

  test('fifty who ask at once are one call', async () => {
    const reader = SecretOfTheGuide.of('PAYMENT_KEY');
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => reader.value()))).size).toBe(1);
    expect(asked()).toBe(1);
    await later(1100);
    await Promise.all(Array.from({ length: 50 }, () => reader.value()));
    expect(asked()).toBe(2);
  });

  test('who is refused asks at once, and fifty who are refused are one call', async () => {
    const reader = new SecretOfTheGuide(arn, 3_600_000);
    await reader.value();
    await put('rotated');
    const opened = await Promise.all(Array.from({ length: 50 }, () => reader.use(door('rotated'), isRefusal)));
    expect(new Set(opened)).toEqual(new Set(['opened']));
    expect(asked()).toBe(2);
  });

  test('what is refused for another reason, or for a value that is still the current one, is refused', async () => {
    const reader = SecretOfTheGuide.of('PAYMENT_KEY');
    await expect(reader.use(door('of somebody else'), isRefusal)).rejects.toThrow('refused');
    expect(asked()).toBe(2);
    await expect(
      reader.use(async () => {
        throw new Error('no network');
      }, isRefusal),
    ).rejects.toThrow('no network');
    expect(asked()).toBe(2);
  });

  test('a failure is not kept', async () => {
    const reader = new SecretOfTheGuide(`${arn.slice(0, -6)}zzzzzz`, 3_600_000);
    await expect(reader.value()).rejects.toThrow(/ResourceNotFound|can't find/);
    await expect(reader.value()).rejects.toThrow(/ResourceNotFound|can't find/);
    expect(asked()).toBe(2);
    expect(() => SecretOfTheGuide.of('NOBODY')).toThrow(/NOBODY_ARN/);
  });

  test('a deployment leaves the value alone that was put since', async () => {
    await put('put by hand');
    await deploy('Shop', {}, 'Described otherwise.');
    expect(await new SecretOfTheGuide(arn, 0).value()).toBe('put by hand');
  });

  test('a rotation gives a value of the same form, without a restart, and the one before stays readable', async () => {
    const { ARN, MAXAGESECONDS } = await deploy('Sessions', {
      source: SecretSource.generated({ length: 20, fields: { algorithm: 'HS256' }, generatedField: 'key' }),
      rotation: SecretRotation.byNewValue({ everyDays: 7 }),
    });
    Object.assign(process.env, { SESSION_KEY_ARN: ARN, SESSION_KEY_MAX_AGE_SECONDS: MAXAGESECONDS });
    const [current, previous] = [SecretOfTheGuide.of('SESSION_KEY'), SecretOfTheGuide.of('SESSION_KEY', 'AWSPREVIOUS')];
    const labels = async () => (await client.send(new DescribeSecretCommand({ SecretId: ARN }))).VersionIdsToStages!;

    // Each finds nothing left behind by the one before.
    for (const _ of ['first', 'second']) {
      const before = await current.value();
      const [last] = Object.entries(await labels()).find(([, of]) => of.includes('AWSCURRENT'))!;
      const { VersionId } = await client.send(new RotateSecretCommand({ SecretId: ARN }));
      for (let tries = 0; !(await labels())[VersionId!]?.includes('AWSCURRENT') && tries < 100; tries++) {
        await later(100);
      }
      await later(1100);
      const after = await current.value();
      expect(JSON.parse(after)).toEqual({ algorithm: 'HS256', key: expect.stringMatching(/^[A-Za-z0-9]{20}$/) });
      expect(after).not.toBe(before);
      expect(await previous.value()).toBe(before);
      expect(await labels()).toMatchObject({ [VersionId!]: ['AWSCURRENT'], [last]: ['AWSPREVIOUS'] });
    }
  }, 60_000);
});
