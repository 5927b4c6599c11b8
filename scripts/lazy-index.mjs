// Rewrites lib/index.js so that a name is loaded when it is first used. The names stand there literally, and `enumerable` does not
// come first in the descriptors (Node takes that form for a re-export that it must not trust), or Node would not
// offer them to `import { ... }`.
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
  ...names.map(({ name, from }) => `Object.defineProperty(exports, "${name}", { configurable: true, enumerable: true, get: () => require("${from}").${name} });`),
  '',
].join('\n'));
