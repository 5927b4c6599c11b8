import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StackRead } from '../assembly/stack.js';
import { findReference } from '../decisions/reference.js';
import { collect, unknownStacks } from '../exceptions/collect.js';
import { fileIn, readExceptions } from '../exceptions/file.js';
import type { Surroundings } from '../terminal.js';
import { cycloneDxOf } from './cyclonedx.js';
import type { Catalog } from './entities.js';
import { openSloOf } from './openslo.js';
import type { OtherFormat } from './options.js';
import { sarifOf } from './sarif.js';
import type { Files } from './techdocs.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The files in the formats of other tools. */
export function otherFormatFiles(
  formats: readonly OtherFormat[],
  catalog: Catalog,
  stacks: readonly StackRead[],
  sloWindow: string,
  { cwd, now }: Surroundings,
): Files {
  const files = new Map<string, string>();
  if (formats.includes('openslo'))
    files.set(
      'openslo.yaml',
      openSloOf(catalog.placed, findReference([cwd, ...stacks.map(({ location }) => dirname(location))]), sloWindow),
    );
  if (formats.includes('cyclonedx')) files.set('bom.cdx.json', cycloneDxOf(catalog));
  if (formats.includes('sarif')) {
    const source = fileIn(cwd);
    const recorded = source === undefined ? [] : readExceptions(source);
    files.set(
      'goldenpath.sarif',
      sarifOf(collect(stacks, recorded, now), unknownStacks(stacks, recorded), stacks, version, cwd),
    );
  }
  return files;
}
