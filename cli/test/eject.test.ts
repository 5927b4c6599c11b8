import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CloudAssembly, UNKNOWN_ACCOUNT, type CloudFormationStackArtifact } from '@aws-cdk/cloud-assembly-api';
import { ROOT, run, SHOP, SYNTHESISED, TERRAFORM } from './run.ts';

const APPS = join(ROOT, 'cli/test/apps');
// Beside the other assemblies, so that aws-cdk-lib is found from there.
const WORK = mkdtempSync(join(SYNTHESISED, 'eject-'));
after(() => rmSync(WORK, { recursive: true, force: true }));

const SAMPLES = join(SYNTHESISED, 'samples');
const EVERYTHING = join(SYNTHESISED, 'everything');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** The stacks of an assembly and of its stages, by their paths. */
function stacksOf(directory: string): Map<string, CloudFormationStackArtifact> {
  const { stacksRecursively } = new CloudAssembly(directory, { skipVersionCheck: true, skipEnumCheck: true });
  return new Map(stacksRecursively.map(stack => [stack.hierarchicalId, stack]));
}

/** Ejects constructs of an assembly, and synthesises the code in stacks of the same ids and environments. */
async function there(name: string, asked: readonly string[]) {
  const before = join(SYNTHESISED, name);
  const code = join(WORK, name);
  const { code: exit, json, err } = await run(['eject', ...asked, '--assembly', before, '--out', code, '--json']);
  assert.equal(exit, 0, err);
  const standing = stacksOf(before);
  const stacks = json.files.map(({ stack, file }: any) => {
    const { account, region } = standing.get(stack)!.environment;
    return { stack, file, env: account === UNKNOWN_ACCOUNT ? {} : { account, region } };
  });
  writeFileSync(join(code, 'stacks.json'), JSON.stringify({ stacks }));
  writeFileSync(join(code, 'package.json'), '{ "type": "commonjs" }');
  const after = join(WORK, `${name}-again`);
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', 'tsx/cjs', join(APPS, 'ejected.ts'), code, after],
    {
      cwd: join(ROOT, 'cli/test'),
      encoding: 'utf8',
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: join(APPS, 'tsconfig.json'),
        CDK_VALIDATION: 'false',
        CDK_CONTEXT_JSON: '{"aws:cdk:enable-path-metadata":true}',
      },
    },
  );
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /deprecated/);
  return { files: json.files, standing, made: stacksOf(after), before, after, code };
}

/** What the compiler says of a directory of code. */
function mistakes(directory: string): string {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    noUnusedLocals: true,
    target: 'ES2022',
    module: 'node16',
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const { stdout, status } = spawnSync('npx', ['tsc', '-p', directory], { cwd: join(ROOT, 'cli'), encoding: 'utf8' });
  assert.ok(status === 0 || stdout !== '');
  return stdout;
}

for (const [name, ...asked] of [
  ['samples'],
  ['everything'],
  ['orders'],
  ['roles'],
  ['shop', 'Test/Shop', 'Payments'],
] as const) {
  test(`what is ejected of ${name} compiles, and makes the same resources, byte for byte`, async () => {
    const { files, standing, made, before, after, code } = await there(name, asked);
    const withPath = [...standing].filter(([, { template }]) => template.Outputs?.GoldenPathManifest).map(([id]) => id);
    assert.deepEqual(
      files.map(({ stack }: any) => stack).sort(),
      asked.length > 0 ? [...asked].sort() : withPath.sort(),
    );
    for (const { stack, withoutClass } of files) {
      const [was, is] = [standing.get(stack)!.template, made.get(stack)!.template];
      for (const id of Object.keys(was.Resources))
        assert.equal(JSON.stringify(is.Resources[id]), JSON.stringify(was.Resources[id]), `${stack} ${id}`);
      assert.equal(JSON.stringify(is.Resources), JSON.stringify(was.Resources), stack);
      const { GoldenPathManifest: _, ...outputs } = was.Outputs;
      assert.deepEqual(is.Outputs ?? {}, outputs, stack);
      assert.deepEqual(withoutClass, [], stack);
    }
    assert.equal(mistakes(code), '');
    const { json } = await run(['plan', '--from', before, '--to', after, '--json']);
    const changed = json.stacks.filter(({ state }: any) => state === 'changed').map((each: any) => each.name);
    assert.deepEqual(changed, []);
  });
}

test('the reasons stand at the properties, and the others above the class', async () => {
  const out = join(WORK, 'reasons');
  const { code, err } = await run(['eject', 'BucketTypical/It', '--assembly', SAMPLES, '--out', out]);
  assert.equal(code, 0, err);
  const text = readFileSync(join(out, 'BucketTypical.ts'), 'utf8');
  assert.match(text, /\/\/ bucket\.versioned: [^\n]*\n\s+(\/\/ [^\n]*\n\s+)*versioningConfiguration: /);
  assert.match(text, /\* The bucket BucketTypical\/It in plain AWS CDK: what goldenpath \S+ made in edition 2026\.12/);
  assert.match(text, /\* bucket\.onRemoval = "\w+" \(golden path\): /);
  assert.doesNotMatch(text, /'goldenpath'/);
});

test('constructs that are joined go together, and the error has the command', async () => {
  const orders = join(SYNTHESISED, 'orders');
  const { code, err } = await run(['eject', 'Orders/OrdersDb', '--assembly', orders, '--out', join(WORK, 'joined')]);
  assert.equal(code, 2);
  assert.match(err, /Eject them together: goldenpath eject Orders\/OrdersDb /);
  assert.ok(!existsSync(join(WORK, 'joined')));
  const command = /goldenpath eject (.*)/.exec(err)![1]!.split(' ');
  const together = await run(['eject', ...command, '--assembly', orders, '--out', join(WORK, 'together')]);
  assert.equal(together.code, 0, together.err);
  assert.match(together.out, /Orders\/Network stays\. .*make it before them: new Network\(stack, 'Network'\)/);
});

test('constructs of other stacks are joined by what their stacks export, in both directions', async () => {
  for (const [asked, other] of [
    ['Data/Orders', 'Foundation/Network'],
    ['Foundation/Closed', 'Platform|Data|Compute|Services'],
  ] as const) {
    const { code, err } = await run(['eject', asked, '--assembly', EVERYTHING, '--out', join(WORK, 'crossing')]);
    assert.equal(code, 2, asked);
    assert.match(err, new RegExp(`goldenpath eject ${asked} .*(${other})`));
  }
});

test('what waits for a resource of the app itself is refused: the code could not name it', async () => {
  const copy = join(WORK, 'waiting');
  cpSync(join(SYNTHESISED, 'orders'), copy, { recursive: true });
  const file = join(copy, 'Orders.template.json');
  const template = read(file);
  template.Resources.Own = { Type: 'AWS::SNS::Topic' };
  Object.values<any>(template.Resources)
    .find(({ Type }) => Type === 'AWS::ECS::Service')
    .DependsOn.push('Own');
  writeFileSync(file, JSON.stringify(template));
  const { code, err } = await run(['eject', '--assembly', copy, '--out', join(WORK, 'waited')]);
  assert.equal(code, 2);
  assert.match(err, /waits for Own, which the golden path did not make/);
  assert.ok(!existsSync(join(WORK, 'waited')));
});

test('where there is a lock, it says how to let it pass', async () => {
  const cwd = mkdtempSync(join(SYNTHESISED, 'eject-'));
  after(() => rmSync(cwd, { recursive: true, force: true }));
  const command = ['eject', 'BucketTypical/It', '--assembly', SAMPLES, '--out'];
  assert.doesNotMatch((await run([...command, 'without'], { cwd })).out, /goldenpath lock/);
  assert.equal((await run(['lock', SAMPLES], { cwd })).code, 0);
  const { out } = await run([...command, 'with'], { cwd });
  const [, ...accept] = /goldenpath (lock --accept) (\S+) (--reason) '(.*)'/.exec(out)!;
  assert.deepEqual(accept[1], 'BucketTypical/It');
  const accepted = await run(['lock', '--accept', accept[1]!, '--reason', accept[3]!], { cwd });
  assert.equal(accepted.code, 0, accepted.err);
});

test('refuses what it cannot eject, before anything is written', async () => {
  const out = join(WORK, 'refused');
  const refused = async (...rest: string[]) => {
    const { code, err } = await run(['eject', ...rest, '--out', out]);
    assert.notEqual(code, 0);
    assert.notEqual(code, 70, err);
    assert.ok(!existsSync(out));
    return err;
  };
  assert.match(await refused('Data/Order', '--assembly', EVERYTHING), /Did you mean 'Data\/Orders'/);
  assert.match(await refused('Data/Orders/Key', '--assembly', EVERYTHING), /It is a part of Data\/Orders: eject that/);
  assert.match(await refused('--assembly', TERRAFORM), /goldenpath terraform/);
  assert.match(await refused('Prod/Shop/Inner', '--assembly', SHOP), /nested stack/);
  const { code, err } = await run(['eject', '--assembly', EVERYTHING, '--out', WORK]);
  assert.equal(code, 2);
  assert.match(err, /is there already, and nothing in it is overwritten/);
});
