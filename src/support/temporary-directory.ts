import { createHash } from 'crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * A file that is made while an app is synthesised.
 *
 * @internal
 */
export interface MadeFile {
  readonly name: string;
  readonly contents: string | Uint8Array;
}

/** The first day that the format of .zip files can express. */
const EPOCH = new Date('1980-01-01T00:00:00Z');

let place: string | undefined;

/**
 * A directory with these files, which is removed when the process ends. The same files give the same directory and the
 * same archive.
 *
 * @internal
 */
export function directoryOf(files: readonly MadeFile[]): string {
  if (place === undefined) {
    const made = (place = mkdtempSync(join(tmpdir(), 'goldenpath-')));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  const hash = createHash('sha256');
  for (const { name, contents } of files) hash.update(name).update(contents);
  const directory = join(place, hash.digest('hex').slice(0, 32));
  mkdirSync(directory, { recursive: true });
  for (const { name, contents } of files) {
    writeFileSync(join(directory, name), contents);
    // An archive contains the time of each file.
    utimesSync(join(directory, name), EPOCH, EPOCH);
  }
  return directory;
}
