import { existsSync, openSync, readdirSync, readSync, closeSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { UnreadableInputError } from '../errors.js';
import { isCollectedEvents } from './collected.js';
import { type Database, literal } from './database.js';
import { LINE_COLUMNS, rowsOf } from './formats.js';
import { EVENT_COLUMNS } from './table.js';

/** A file that could be read only in part, or not at all. */
export interface BrokenFile {
  readonly file: string;
  readonly because: string;
  readonly salvaged: boolean;
}

export interface Ingested {
  readonly files: ReadonlyArray<{ readonly file: string; readonly formats: readonly string[]; readonly read: number }>;
  readonly broken: readonly BrokenFile[];
}

const EVENT_FILES = /\.(jsonl|ndjson|json|parquet)(\.gz)?$/;

/** Finds the files of events: of files, directories and patterns. */
export async function eventFiles(database: Database, given: readonly string[], cwd: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of given) {
    const path = resolve(cwd, name);
    if (existsSync(path)) {
      found.push(
        ...(statSync(path).isDirectory()
          ? readdirSync(path, { recursive: true, encoding: 'utf8' })
              .map(file => join(path, file))
              .filter(file => EVENT_FILES.test(file) || isCollectedEvents(file))
          : [path]),
      );
      continue;
    }
    const matching = await database.rows(`SELECT file FROM glob(${literal(path)})`);
    if (matching.length === 0)
      throw new UnreadableInputError({
        what: 'There are no such files of events.',
        where: path,
        hint: 'Correct the name: a file, a directory, or a pattern in quotes.',
        page: 'guides/report.md',
      });
    found.push(...matching.map(({ file }) => file as string));
  }
  return [...new Set(found)].sort();
}

/** Reads files of events into the table of events, in the order of their lines. The work is done in DuckDB. */
export async function ingest(
  database: Database,
  files: readonly string[],
  production: string,
  progress: (text: string) => void,
): Promise<Ingested> {
  const broken: BrokenFile[] = [];
  const readable = files.filter(file => statSync(file).size > 0);
  broken.push(
    ...files.filter(file => !readable.includes(file)).map(file => ({ file, because: 'It is empty.', salvaged: false })),
  );
  if (readable.length > 0 && readable.every(isParquet)) await viewParquet(database, readable, broken);
  else await copy(database, readable, production, broken, progress);
  const counted = await database.rows(
    'SELECT source_file, list_sort(list(DISTINCT format)) AS formats, COUNT(*) AS read FROM events GROUP BY ' +
      'source_file ORDER BY source_file',
  );
  return {
    broken,
    files: counted.map(({ source_file, formats, read }) => ({
      file: source_file,
      formats: formats.items ?? formats,
      read: Number(read),
    })),
  };
}

/** Creates a view of Parquet files. To copy their columns would take longer than to read them again. */
async function viewParquet(database: Database, files: readonly string[], broken: BrokenFile[]): Promise<void> {
  const parts: string[] = [];
  for (const file of files) {
    try {
      parts.push(await parquetRows(database, file));
    } catch (error) {
      broken.push({ file, because: firstLine(error), salvaged: false });
    }
  }
  if (parts.length) await database.run(`CREATE VIEW events AS ${parts.join(' UNION ALL ')}`);
  else await createTable(database);
}

async function createTable(database: Database): Promise<void> {
  await database.run(
    `CREATE TABLE events (${Object.entries(EVENT_COLUMNS)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')})`,
  );
}

async function copy(
  database: Database,
  readable: readonly string[],
  production: string,
  broken: BrokenFile[],
  progress: (text: string) => void,
): Promise<void> {
  await createTable(database);
  const lines = readable.filter(file => !isParquet(file) && !isList(file));
  progress(`reading ${readable.length} file${readable.length === 1 ? '' : 's'} of events`);
  await readLines(database, lines, production, async () => {
    // One file cannot be read. Reading each file alone shows which one.
    for (const file of lines) {
      await readLines(database, [file], production, async error => {
        broken.push({ file, because: firstLine(error), salvaged: false });
      });
    }
  });
  for (const file of readable.filter(isList)) {
    await insertLines(database, `read_json(${literal(file)}, format = 'array', ${reading()})`, production).catch(
      error => readPages(database, file, production, error, broken),
    );
  }
  for (const file of readable.filter(isParquet)) {
    await parquetRows(database, file)
      .then(rows => database.run(`INSERT INTO events ${rows}`))
      .catch(error => {
        broken.push({ file, because: firstLine(error), salvaged: false });
      });
  }
}

function isParquet(file: string): boolean {
  return /\.parquet$/.test(file);
}

/** Whether a file is a JSON list, as an export is, and not a file of JSON lines. */
function isList(file: string): boolean {
  if (isParquet(file)) return false;
  const head = Buffer.alloc(512);
  const handle = openSync(file, 'r');
  const length = readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  let text = head.subarray(0, length);
  if (file.endsWith('.gz')) {
    try {
      text = gunzipSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
    } catch {
      return false;
    }
  }
  return text.toString('utf8').trimStart().startsWith('[');
}

function reading(): string {
  const columns = Object.entries(LINE_COLUMNS)
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ');
  return `columns = {${columns}}, filename = true`;
}

async function readLines(
  database: Database,
  files: readonly string[],
  production: string,
  otherwise: (error: Error) => Promise<void>,
): Promise<void> {
  if (files.length === 0) return;
  const from = `read_ndjson([${files.map(literal).join(', ')}], ${reading()}, ignore_errors = true)`;
  await database.inOrder(() => insertLines(database, from, production)).catch(otherwise);
}

async function insertLines(database: Database, from: string, production: string, original?: string): Promise<void> {
  const star = original === undefined ? '*' : `* REPLACE (${literal(original)} AS filename)`;
  await database.run(`INSERT INTO events WITH lines AS (SELECT ${star} FROM ${from}) ${rowsOf(production)}`);
}

async function parquetRows(database: Database, file: string): Promise<string> {
  const found = new Set(
    (await database.rows(`DESCRIBE SELECT * FROM read_parquet(${literal(file)})`)).map(
      ({ column_name }) => column_name,
    ),
  );
  const valueOf = (name: string, type: string): string => {
    if (name === 'format') return "'normalised'";
    if (name === 'source_file') return literal(file);
    return found.has(name) ? `TRY_CAST(${name} AS ${type})` : `CAST(NULL AS ${type})`;
  };
  const columns = Object.entries(EVENT_COLUMNS).map(([name, type]) => `${valueOf(name, type)} AS ${name}`);
  if (!found.has('kind') || !found.has('occurred_at')) throw new Error('It has no columns kind and occurred_at.');
  return `SELECT ${columns.join(', ')} FROM read_parquet(${literal(file)})`;
}

/**
 * Reads JSON lists one after the other or in a list (an export in pages), and the complete elements of a truncated
 * list. Exports are small, so that this file is read into memory.
 */
async function readPages(
  database: Database,
  file: string,
  production: string,
  error: Error,
  broken: BrokenFile[],
): Promise<void> {
  const raw = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH }) : raw).toString('utf8');
  const rest = join(database.directory, `${basename(file)}.salvaged.jsonl`);
  const { found, isWhole } = elements(text);
  await writeFile(rest, found.join('\n'));
  if (statSync(rest).size > 0)
    await insertLines(database, `read_ndjson(${literal(rest)}, ${reading()}, ignore_errors = true)`, production, file);
  if (!isWhole) broken.push({ file, because: firstLine(error), salvaged: true });
}

/** The elements of lists, each as one line. The last element may be incomplete. */
function elements(text: string): { found: string[]; isWhole: boolean } {
  const found: string[] = [];
  let depth = 0;
  let start = -1;
  let open = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (isQuoted) {
      if (character === '\\') i += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '[') open += 1;
    else if (character === ']') open -= 1;
    else if (character === '{') {
      if (depth === 0) start = i;
      depth += 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth === 0) found.push(text.slice(start, i + 1).replace(/\s*\n\s*/g, ' '));
    }
  }
  // An incomplete element becomes an incomplete line, which is counted as unreadable.
  if (depth > 0) found.push(text.slice(start).replace(/\s*\n\s*/g, ' '));
  return { found, isWhole: depth === 0 && open === 0 && !isQuoted };
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0]!;
}
