// `npm run new-capability NAME`: writes the folder of a capability, its samples, its tests and its guide, and generates what
// follows from them. What it writes passes every suite; then you make of it what it is to be.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { installPackages, main, Problem, ROOT, run, step } from './prepare.mjs';

const TEMPLATES = join(ROOT, 'scripts/templates/capability');
/** Where each part of the template goes. */
const PLACES = {
  src: name => `src/capabilities/${name}`,
  test: name => `test/capabilities/${name}`,
  'guide.md': name => `docs/guides/${name}.md`,
};

await main(async () => {
  const [name] = process.argv.slice(2);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? '')) {
    throw new Problem(`'${name ?? ''}' is no name of a capability. Give one in lower case: npm run new-capability event-bus`);
  }
  const folder = PLACES.src(name);
  if (existsSync(join(ROOT, folder))) throw new Problem(`There is a ${folder} already.`);
  await installPackages();

  const written = filesIn(TEMPLATES).map(file => write(file, name));
  for (const file of written) process.stdout.write(`  ${file}\n`);
  const sources = written.filter(file => file.endsWith('.ts'));
  await step('Formatting', () => run('npx', ['prettier', '--write', '--log-level=warn', ...sources]));
  await step('Generating the indexes, the registry and the tables', () =>
    run('npx', ['projen'], { env: { PROJEN_DISABLE_POST: 'true' } }),
  );
  await step('Writing its templates of the newest edition', () =>
    run('npx', ['jest', 'test/editions/samples', '-t', ` ${name} `], { env: { UPDATE_EDITION: newestEdition() } }),
  );
  process.stdout.write(`
Now make of it what it is to be, beginning with ${folder}/props.ts and decisions.ts.
  npm test -- test/samples            its samples on both engines
  UPDATE_EDITION=${newestEdition()} npm test -- test/editions   once its templates are right
  npx projen && npx projen docgen     the tables, API.md and docs/capabilities.md
`);
});

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap(entry => filesIn(join(path, entry))) : [path];
}

/** @param {string} file @param {string} name @returns {string} where it was written */
function write(file, name) {
  const [part, ...rest] = relative(TEMPLATES, file).split('/');
  const target = join(PLACES[part](name), ...rest).replace('{{name}}', name);
  const words = name.replaceAll('-', ' ');
  const values = { name, words, Words: upperFirst(words), Name: name.split('-').map(upperFirst).join('') };
  const text = readFileSync(file, 'utf8').replace(/\{\{(\w+)\}\}/g, (_, key) => values[key]);
  mkdirSync(dirname(join(ROOT, target)), { recursive: true });
  writeFileSync(join(ROOT, target), text);
  return target;
}

/** @param {string} text */
function upperFirst(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function newestEdition() {
  return readdirSync(join(ROOT, 'test/editions')).filter(name => /^\d{4}\.\d{2}$/.test(name)).sort().at(-1);
}
