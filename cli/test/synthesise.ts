// Synthesises the apps in test/apps with the sources of the library into test/.out, once for all tests.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

rmSync(here('.out'), { recursive: true, force: true });
for (const [app, output] of [
  ['shop', 'shop'],
  ['orders-terraform', 'orders-terraform'],
  ['newsroom', 'newsroom'],
  ['company', 'company'],
  ['everything', 'everything'],
  ['everything-terraform', 'everything-terraform'],
  ['samples', 'samples'],
  ['insights', 'insights'],
  ['roles', 'roles'],
  ['delivered', 'delivered'],
  ['delivered', 'delivered-failing'],
  ['drifting', 'drifting'],
  ['../../../examples/orders/infra/app', 'orders'],
] as const) {
  const { status } = spawnSync(
    process.execPath,
    ['--require', 'tsx/cjs', here(`apps/${app}.ts`), here(`.out/${output}`)],
    {
      cwd: here(app === 'samples' ? '../..' : '.'),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: here('apps/tsconfig.json'),
        CDK_OUTDIR: here(`.out/${output}`),
        CDK_VALIDATION: 'false',
        CDK_DISABLE_VERSION_CHECK: '1',
        CDK_CONTEXT_JSON: '{"aws:cdk:enable-path-metadata":true}',
      },
    },
  );
  if (status !== 0) throw new Error(`The app '${app}' was not synthesised.`);
}
