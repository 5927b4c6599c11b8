// Rewrites lib/index.js so that a name is loaded when it is first used. Two things look odd and are meant: the names stand there
// literally, or Node would not offer them to ES modules by name; and the getters are defined through a function, because Node
// distrusts a name for which it sees a getter that is not a plain re-export.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));
const source = readFileSync(at('src/index.ts'), 'utf8');
const names = [...source.matchAll(/^export \{ (.+) \} from '(.+)';$/gm)].flatMap(([, list, from]) => list.split(', ').map(name => ({ name, from })));
if (names.length === 0) throw new Error('src/index.ts exports nothing: run "npx projen".');

writeFileSync(at('lib/index.js'), [
  '"use strict";',
  'Object.defineProperty(exports, "__esModule", { value: true });',
  ...names.map(({ name }) => `exports.${name} = void 0;`),
  'const lazy = (name, get) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, get });',
  ...names.map(({ name, from }) => `lazy("${name}", () => require("${from}").${name});`),
  '',
].join('\n'));
