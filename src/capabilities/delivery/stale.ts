import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

/** A file that is not what was written from the delivery. */
export interface StaleFile {
  readonly file: string;
  readonly why: 'missing' | 'changed by hand' | 'of another delivery';
}

const HEADER = /^# goldenpath:delivery model=([0-9a-f]{64}) content=([0-9a-f]{64})\n/;

/** The folder of the repository that a folder is in: that with `.git`. */
export function repositoryAt(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The files that are not what was written from a model, by the digests in their first lines. */
export function staleFiles(repository: string, files: readonly string[], digest: string): StaleFile[] {
  return files.flatMap((file): StaleFile[] => {
    const path = join(repository, file);
    if (!existsSync(path)) return [{ file, why: 'missing' }];
    // Git on Windows may end lines with two characters.
    const text = readFileSync(path, 'utf8').replace(/\r\n/g, '\n');
    const [header = '', model, content] = HEADER.exec(text) ?? [];
    const body = createHash('sha256').update(text.slice(header.length)).digest('hex');
    if (content !== body) return [{ file, why: 'changed by hand' }];
    return model === digest ? [] : [{ file, why: 'of another delivery' }];
  });
}
