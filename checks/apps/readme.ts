/** The first snippet of README.md, to the letter. */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const [, snippet] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(__dirname, '../../README.md'), 'utf8'))!;
const folder = join(__dirname, '../cdk.out/readme-app');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'app.ts'), snippet);
// eslint-disable-next-line @typescript-eslint/no-require-imports -- written just now
require(join(folder, 'app.ts'));
