import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { after, test } from 'node:test';
import { entityKindSchemaValidator, parseEntityRef } from '@backstage/catalog-model';
import nunjucks from 'nunjucks';
import { parse } from 'yaml';
import { ROOT, run, SYNTHESISED } from './run.ts';

// Inside the repository, so that what is rendered finds the packages that it imports.
const WORK = mkdtempSync(join(SYNTHESISED, 'template-'));
after(() => rmSync(WORK, { recursive: true, force: true }));
const TEMPLATE = join(WORK, 'catalog', 'template');
const written = await run([
  'catalog',
  join(SYNTHESISED, 'orders'),
  '--out',
  join(WORK, 'catalog'),
  '--owner',
  'group:default/platform',
]);
const template = parse(readFileSync(join(TEMPLATE, 'template.yaml'), 'utf8'));

/** Renders a template as the scaffolder of Backstage does: with its brackets, its filters and without escapes. */
const backstage = new nunjucks.Environment(null, {
  autoescape: false,
  throwOnUndefined: true,
  tags: { variableStart: '${{', variableEnd: '}}' },
} as nunjucks.ConfigureOptions);
backstage.addFilter('parseEntityRef', (ref: string) =>
  parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' }),
);
backstage.addFilter('pick', (object: any, key: string) => object[key]);

const PARAMETERS = {
  name: 'orders',
  owner: 'group:default/team-orders',
  organization: 'acme',
  image: 'public.ecr.aws/acme/orders:1.4.2',
  database: true,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call',
};

/** The values of the skeleton in the first step. A value that is only a parameter keeps its type. */
function valuesOf(parameters: object): { [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries<string>(template.spec.steps[0].input.values).map(([key, expression]) => {
      const [, alone] = /^\$\{\{ parameters\.(\w+) \}\}$/.exec(expression) ?? [];
      return [key, alone ? (parameters as any)[alone] : backstage.renderString(expression, { parameters })];
    }),
  );
}

function rendered(parameters: object, name: string): string {
  const values = valuesOf(parameters);
  const skeleton = join(TEMPLATE, 'skeleton');
  const target = join(WORK, name);
  const files = (directory: string): string[] =>
    readdirSync(directory)
      .map(each => join(directory, each))
      .flatMap(each => (statSync(each).isDirectory() ? files(each) : [each]));
  for (const file of files(skeleton)) {
    const path = join(target, backstage.renderString(relative(skeleton, file), { values }));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, backstage.renderString(readFileSync(file, 'utf8'), { values }));
  }
  return target;
}

test('the template is one of the scaffolder, and belongs to who was said', () => {
  assert.equal(written.code, 0, written.err);
  const validate = entityKindSchemaValidator(
    JSON.parse(readFileSync(join(ROOT, 'cli/test/schemas/backstage-template-v1beta3.schema.json'), 'utf8')),
  );
  assert.ok(validate(template));
  assert.equal(validate({ ...template, apiVersion: 'scaffolder.backstage.io/v1beta2' }), false);
  assert.throws(() => validate({ ...template, spec: { ...template.spec, steps: [{ name: 'no action' }] } }));
  assert.equal(template.spec.owner, 'group:default/platform');
  assert.equal(template.spec.parameters[0].properties.organization.default, 'acme');
});

test('every parameter of the service is used, and every value of the skeleton is given', () => {
  const expressions = Object.values<string>(template.spec.steps[0].input.values).join();
  for (const parameter of Object.keys(template.spec.parameters[0].properties))
    assert.match(expressions, new RegExp(`parameters\\.${parameter}\\b`));
  // Undefined values throw while they are rendered; only what may be left out is asked for first.
  assert.doesNotThrow(() => rendered({ ...PARAMETERS, alarmTopicArn: undefined, database: false }, 'least'));
});

test('rendered with the names of the example, it is the example', () => {
  const target = rendered(PARAMETERS, 'orders');
  for (const file of ['app.ts', 'orders-stack.ts', 'cdk.json', 'tsconfig.json']) {
    // The variable alone has no name of the service's: it could be a word of the language.
    const example = readFileSync(join(ROOT, 'examples/orders/infra', file), 'utf8').replace(
      /\borders(?= = new|\.uses)/g,
      'service',
    );
    assert.equal(readFileSync(join(target, 'infra', file), 'utf8'), example, file);
  }
});

for (const [name, parameters] of Object.entries({
  'with-database': PARAMETERS,
  'two-words': { ...PARAMETERS, name: 'price-list', database: false, alarmTopicArn: undefined },
})) {
  test(`rendered, it type-checks, synthesises and has a catalog: ${name}`, async () => {
    const infra = join(rendered(parameters, name), 'infra');
    const paths = { goldenpath: [join(ROOT, 'src/index.ts')] };
    // Type-checked as it stands, but against the sources of the library.
    writeFileSync(
      join(infra, 'check.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { paths, experimentalDecorators: true, typeRoots: [join(ROOT, 'node_modules/@types')] },
      }),
    );
    const check = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(infra, 'check.json')],
      { encoding: 'utf8' },
    );
    assert.equal(check.status, 0, check.stdout);
    writeFileSync(join(infra, 'package.json'), '{ "type": "commonjs" }');
    const synth = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(infra, 'app.ts')], {
      cwd: join(ROOT, 'cli'),
      encoding: 'utf8',
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: join(ROOT, 'cli/test/apps/tsconfig.json'),
        CDK_OUTDIR: join(infra, 'cdk.out'),
        CDK_VALIDATION: 'false',
        CDK_DISABLE_VERSION_CHECK: '1',
      },
    });
    assert.equal(synth.status, 0, synth.stderr);
    const { code, json } = await run(['catalog', join(infra, 'cdk.out'), '--json']);
    assert.equal(code, 0);
    const component = json.entities.find(({ kind }: any) => kind === 'Component');
    assert.deepEqual(
      [component.metadata.name, component.spec.owner, component.spec.dependsOn],
      [parameters.name, 'team-orders', parameters.database ? ['resource:default/orders-db'] : undefined],
    );
    // What npm is told is JSON.
    assert.equal(JSON.parse(readFileSync(join(infra, '../package.json'), 'utf8')).name, parameters.name);
  });
}
