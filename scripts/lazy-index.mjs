// Rewrites the indexes in lib/ so that a name is loaded when it is first used. Two things look odd and are meant: the names stand
// there literally, or Node would not offer them to ES modules by name; and the getters are defined through a function, because Node
// distrusts a name for which it sees a getter that is not a plain re-export.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What each index needs beside constructs. npm does not complain where it is missing: these peers are optional. */
const INDEXES = {
  index: { source: 'index', engine: ['aws-cdk-lib'], module: from => from },
  terraform: { source: 'terraform', engine: ['cdktf', '@cdktf/provider-aws'], module: from => from },
  cdktn: {
    source: 'terraform',
    engine: ['cdktn', '@cdktn/provider-aws'],
    module: from => from.replace(/\/terraform(?=$|\/)/g, '/cdktn'),
  },
};

for (const [index, { source, engine, module }] of Object.entries(INDEXES)) {
  const text = readFileSync(at(`src/${source}.ts`), 'utf8');
  const names = [...text.matchAll(/^export \{ (.+) \} from '(.+)';$/gm)].flatMap(([, list, from]) =>
    list.split(', ').map(name => ({ name, from: module(from) })),
  );
  const [, key, path] = /provideNetworks\('(\w+)', \(\) => require\('(.+)'\)/.exec(text);
  const network = module(path);
  if (names.length === 0) throw new Error(`src/${source}.ts exports nothing: run "npx projen".`);
  writeFileSync(
    at(`lib/${index}.js`),
    [
      '"use strict";',
      'Object.defineProperty(exports, "__esModule", { value: true });',
      ...names.map(({ name }) => `exports.${name} = void 0;`),
      `const engine = ${JSON.stringify(engine)};`,
      'const lazy = (name, load) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, get: () => loaded(name, load) });',
      // With the first name, and not with the index: it loads nothing by itself.
      'const provideNetworks = () => {',
      '  provided = true;',
      `  require("./binding/default-network").provideNetworks("${key}", () => require("${network}").Network);`,
      '};',
      'let provided = false;',
      'function loaded(name, load) {',
      '  if (!provided) provideNetworks();',
      '  try {',
      '    return load()[name];',
      '  } catch (error) {',
      '    const missing = error.code === "MODULE_NOT_FOUND" && engine.find(each => error.message.includes(`\'${each}`));',
      '    if (!missing) throw error;',
      '    throw new Error(`${name} needs ${missing}, which is not installed.\\n  to do: npm install ${engine.join(" ")} constructs`, { cause: error });',
      '  }',
      '}',
      ...names.map(({ name, from }) => `lazy("${name}", () => require("${from}"));`),
      '',
    ].join('\n'),
  );
}
