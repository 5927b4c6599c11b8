// `npm test`: installs what is needed, and runs every test there is. Arguments go to jest: `npm test -- test/path`. Then
// types are left to `npm run check`, and nothing is compiled but for the tests that use the compiled package.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, installPackages, main, ROOT, run, step } from './prepare.mjs';
import { countsOf, record } from './tally.mjs';

const RESULTS = join(ROOT, '.cache/jest.json');
/** Suites that run in Node's own test runner: what they test must work before anything is installed, or in an example of its own. */
const NODE_SUITES = ['emulator/test', 'checks/test', 'test/terraform/provider', 'examples/newsletter/test'];
const PACKAGES = ['examples/orders/app', 'cli'];
/** The folders of tests that use the compiled package: all others read the sources. */
const NEED_BUILD = /^(\.\/)?test\/(packed|deploy|delivery|docs)\b/;

await main(async () => {
  await installPackages();
  const only = process.argv.slice(2);
  const paths = only.filter(argument => !argument.startsWith('-'));
  if (paths.length === 0 || paths.some(path => NEED_BUILD.test(path))) {
    await build();
    // The first page of the documentation is followed with both packages.
    await installPackages('cli');
  }
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const suites = [];

  rmSync(RESULTS, { force: true });
  await run('npx', ['jest', '--json', `--outputFile=${RESULTS}`, ...only], { show: true, allowFailure: true });
  const jest = existsSync(RESULTS)
    ? JSON.parse(readFileSync(RESULTS, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numRuntimeErrorTestSuites: 0 };
  suites.push({
    name: 'jest',
    passed: jest.numPassedTests,
    failed: jest.numFailedTests + jest.numRuntimeErrorTestSuites,
    skipped: jest.numPendingTests,
  });

  if (only.length === 0) {
    for (const folder of NODE_SUITES) {
      const files = testFiles(folder);
      if (files.length > 0)
        suites.push(
          await nodeSuite(folder, () =>
            run('node', ['--test', '--test-reporter=tap', ...files], { allowFailure: true }),
          ),
        );
    }
    for (const folder of PACKAGES) {
      const cwd = join(ROOT, folder);
      await installPackages(folder);
      suites.push(await nodeSuite(folder, () => run('npm', ['test'], { cwd, allowFailure: true })));
    }
  }
  record('tests', suites);
});

/** @param {string} folder */
function testFiles(folder) {
  return existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter(file => file.endsWith('.test.mjs'))
        .map(file => join(folder, file))
    : [];
}

/** @param {string} name @param {() => Promise<{ code: number, output: string }>} work */
async function nodeSuite(name, work) {
  const { code, output } = await step(`Testing ${name}`, work);
  const counts = countsOf(output);
  if (code !== 0 || counts.failed > 0) process.stdout.write(`${output}\n`);
  return { name, ...counts, failed: Math.max(counts.failed, code === 0 ? 0 : 1) };
}
