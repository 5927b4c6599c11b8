/** The first snippet of README.md, in production: what it becomes when its tier is left out. */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const [, snippet] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(__dirname, '../../README.md'), 'utf8'))!;
const folder = join(__dirname, '../cdk.out/readme-app');
mkdirSync(folder, { recursive: true });
const production = snippet.replace(', tier: EnvironmentTier.DEVELOPMENT', '');
if (production === snippet) throw new Error('The README has no tier to leave out.');
writeFileSync(join(folder, 'app.ts'), production);
// eslint-disable-next-line @typescript-eslint/no-require-imports -- written just now
require(join(folder, 'app.ts'));
