// Copies the reference of decisions of the library into this package, so that explain works without a project.
import { copyFileSync, mkdirSync } from 'node:fs';

mkdirSync(new URL('../reference/', import.meta.url), { recursive: true });
copyFileSync(
  new URL('../../schema/decisions.json', import.meta.url),
  new URL('../reference/decisions.json', import.meta.url),
);
