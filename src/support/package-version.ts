import { readFileSync } from 'fs';
import { join } from 'path';

/**
 * The version of this package, as it was installed.
 *
 * @internal
 */
export const PACKAGE_VERSION: string = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'),
).version;
