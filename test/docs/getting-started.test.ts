import { readFileSync } from 'fs';
import { join, resolve } from 'path';

const ROOT = resolve(__dirname, '../..');
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

test('the page and the README begin with the same app, in the development tier', () => {
  const app = /`app\.ts`:\n\n```ts\n([^]*?)```/.exec(read('docs/getting-started.md'))![1];
  expect(/```ts\n([^]*?)```/.exec(read('README.md'))![1]).toBe(app);
  expect(app).toContain('EnvironmentTier.DEVELOPMENT');
});
