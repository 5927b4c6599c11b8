import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { readStacks } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { UnreadableInputError } from '../errors.js';
import { writeStackEvents } from '../events/account.js';
import { isCollectedEvents, isFailedDelivery, writeCollectedStacks } from '../events/collected.js';
import type { Terminal } from '../terminal.js';
import { readCollected } from './collected-manifests.js';
import type { Source } from './model.js';
import { download } from './s3.js';
import { recordOf } from './record-stack.js';
import type { StackRecord } from './stack-record.js';

/** The inputs of a report, as they were read. */
export interface ReadInputs {
  readonly records: StackRecord[];
  readonly stacks: StackRead[];
  readonly sources: Source[];
  /** The files of events in directories, and of events that were read from accounts. */
  readonly events: string[];
  /** The names to show for temporary copies of inputs. */
  readonly copies: Map<string, string>;
  brokenManifests: number;
}

const MANIFEST_FILES = /(^|[\\/])manifests?[^\\/]*([\\/].*)?\.(jsonl|ndjson)(\.gz)?$/;
const EVENT_FILES = /\.(jsonl|ndjson|parquet)(\.gz)?$/;

/** Reads all inputs: assemblies, directories of assemblies, collected manifests, accounts, and S3 objects. */
export async function readInputs(inputs: readonly string[], scratch: string, terminal: Terminal): Promise<ReadInputs> {
  const read: ReadInputs = { records: [], stacks: [], sources: [], events: [], copies: new Map(), brokenManifests: 0 };
  for (const [i, input] of inputs.entries()) {
    terminal.progress(`${i + 1} of ${inputs.length}: ${input}`);
    await readInput(input, join(scratch, String(i)), read, terminal);
  }
  terminal.progress('');
  return read;
}

async function readInput(input: string, scratch: string, read: ReadInputs, terminal: Terminal): Promise<void> {
  if (input.startsWith('s3://')) {
    await download(input, scratch, text => terminal.progress(text));
    read.copies.set(scratch, /^s3:\/\/[^/]+/.exec(input)![0]);
    return readDirectory(scratch, input, scratch, read, terminal);
  }
  const place = resolve(terminal.surroundings.cwd, input);
  const account = /^account(?::(.+))?$/.exec(input);
  if (account && !existsSync(place)) return readAccount(input, account[1], `${scratch}-events.jsonl`, read, terminal);
  if (existsSync(place) && statSync(place).isFile() && MANIFEST_FILES.test(place))
    return readManifests(place, read, terminal);
  if (existsSync(place) && statSync(place).isDirectory() && !isAssembly(place))
    return readDirectory(place, input, scratch, read, terminal);
  await readAssembly(input, read, terminal);
}

async function readAccount(
  input: string,
  region: string | undefined,
  file: string,
  read: ReadInputs,
  terminal: Terminal,
): Promise<void> {
  const stacks = await readStacks(input, terminal);
  const name = /^account \d+, [^,]+/.exec(stacks[0]?.location ?? '')?.[0] ?? input;
  read.sources.push({ kind: 'account', name, read: stacks.length, format: null });
  read.copies.set(file, `${name}: events of its stacks`);
  await addStacks(stacks, read, terminal);
  await writeStackEvents(
    stacks,
    region,
    file,
    text => terminal.warn(text),
    text => terminal.progress(text),
  );
  if (statSync(file).size > 0) read.events.push(file);
}

async function readAssembly(input: string, read: ReadInputs, terminal: Terminal): Promise<void> {
  const stacks = await readStacks(input, terminal);
  read.sources.push({
    kind: stacks[0]?.source === 'terraform' ? 'terraform' : 'cloud assembly',
    name: input,
    read: stacks.length,
    format: null,
  });
  await addStacks(stacks, read, terminal);
}

async function addStacks(stacks: readonly StackRead[], read: ReadInputs, terminal: Terminal): Promise<void> {
  for (const [i, stack] of stacks.entries()) {
    if (stacks.length > 20) terminal.progress(`template ${i + 1} of ${stacks.length}`);
    read.records.push(await recordOf(stack, text => terminal.warn(text)));
    read.stacks.push(stack);
  }
}

async function readManifests(file: string, read: ReadInputs, terminal: Terminal, name = file): Promise<void> {
  const { records, broken } = await readCollected(file, text => terminal.warn(text), name);
  read.records.push(...records);
  read.brokenManifests += broken;
  read.sources.push({ kind: 'manifests', name: file, read: records.length, format: null });
}

/** The name of a file in the report: the name of its input, or a path that is relative to `cwd`. */
export function nameOf(file: string, { copies }: Pick<ReadInputs, 'copies'>, cwd: string): string {
  const copy = [...copies.keys()].find(each => file === each || file.startsWith(each + sep));
  if (copy !== undefined) return copies.get(copy)! + file.slice(copy.length).replaceAll(sep, '/');
  if (!file.startsWith(sep)) return file;
  const near = relative(cwd, file);
  return near.length < file.length ? near : file;
}

function isAssembly(directory: string): boolean {
  return ['manifest.json', 'cdk.tf.json', 'cdk.out', 'cdktf.out'].some(name => existsSync(join(directory, name)));
}

/** Reads a directory: assemblies at any depth, collected manifests, and events. */
async function readDirectory(
  directory: string,
  input: string,
  scratch: string,
  read: ReadInputs,
  terminal: Terminal,
): Promise<void> {
  const assemblies = assembliesIn(directory);
  for (const assembly of assemblies) {
    try {
      await readAssembly(assembly, read, terminal);
    } catch (error) {
      if (!(error instanceof UnreadableInputError)) throw error;
      // A truncated assembly must not hide the others.
      terminal.warn(`${error.details.what} (${error.details.where}) It is left out.`);
      read.brokenManifests += 1;
    }
  }
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map(file => join(directory, file));
  const files = all.filter(
    file =>
      (EVENT_FILES.test(file) || isCollectedEvents(file)) && !assemblies.some(assembly => file.startsWith(assembly)),
  );
  const failed = all.filter(isFailedDelivery).length;
  if (failed > 0)
    terminal.warn(
      `${input}: in ${failed} file${failed === 1 ? '' : 's'} below errors/ is what Firehose could not work. It is ` +
        'not read.',
    );
  const manifests = files.filter(file => MANIFEST_FILES.test(file.slice(directory.length)));
  for (const file of manifests) await readManifests(file, read, terminal);
  const events = files.filter(file => !manifests.includes(file));
  await readCollectedStacks(events.filter(isCollectedEvents), input, `${scratch}-stacks.jsonl`, read, terminal);
  read.events.push(...events);
  if (assemblies.length + files.length === 0) {
    throw new UnreadableInputError({
      what: 'There are no assemblies, collected manifests or events in it.',
      where: input,
      hint: 'Give the output of cdk synth, a directory of such outputs, or what was collected.',
      page: 'guides/report.md',
    });
  }
}

/** Reads the stacks of collected events. */
async function readCollectedStacks(
  collected: readonly string[],
  input: string,
  file: string,
  read: ReadInputs,
  terminal: Terminal,
): Promise<void> {
  if (collected.length === 0) return;
  terminal.progress(`stacks in ${collected.length} files of events`);
  await writeCollectedStacks(collected, file);
  const name = `${input}: stacks`;
  read.copies.set(file, name);
  await readManifests(file, read, terminal, name);
}

function assembliesIn(directory: string): string[] {
  if (existsSync(join(directory, 'manifest.json')) || existsSync(join(directory, 'cdk.tf.json'))) return [directory];
  return readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .flatMap(entry => assembliesIn(join(directory, entry.name)))
    .sort();
}
