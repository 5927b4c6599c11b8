import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { readStacks } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { UnreadableInputError } from '../errors.js';
import { writeStackEvents } from '../events/account.js';
import { isCollectedEvents, isFailedDelivery, writeCollectedStacks } from '../events/collected.js';
import type { Terminal } from '../terminal.js';
import type { Source } from './model.js';
import { download } from './s3.js';
import { readCollected, recordOf, type StackRecord } from './stacks.js';

export interface Read {
  readonly records: StackRecord[];
  readonly stacks: StackRead[];
  readonly sources: Source[];
  /** Files of events that were found with the rest, or read from the account. */
  readonly events: string[];
  /** What was copied here, and what to call it: nobody knows the name of the copy. */
  readonly copies: Map<string, string>;
  brokenManifests: number;
}

const COLLECTED = /(^|[\\/])manifests?[^\\/]*([\\/].*)?\.(jsonl|ndjson)(\.gz)?$/;
const EVENTS = /\.(jsonl|ndjson|parquet)(\.gz)?$/;

/** Reads all inputs: assemblies, directories of them, collected manifests, accounts, and what stands in S3. */
export async function readInputs(inputs: readonly string[], scratch: string, terminal: Terminal): Promise<Read> {
  const read: Read = { records: [], stacks: [], sources: [], events: [], copies: new Map(), brokenManifests: 0 };
  for (const [i, input] of inputs.entries()) {
    terminal.progress(`${i + 1} of ${inputs.length}: ${input}`);
    await readInput(input, join(scratch, String(i)), read, terminal);
  }
  terminal.progress('');
  return read;
}

async function readInput(input: string, scratch: string, read: Read, terminal: Terminal): Promise<void> {
  if (input.startsWith('s3://')) {
    await download(input, scratch, text => terminal.progress(text));
    read.copies.set(scratch, /^s3:\/\/[^/]+/.exec(input)![0]);
    return readDirectory(scratch, input, scratch, read, terminal);
  }
  const place = resolve(terminal.surroundings.cwd, input);
  const account = /^account(?::(.+))?$/.exec(input);
  if (account && !existsSync(place)) return readAccount(input, account[1], `${scratch}-events.jsonl`, read, terminal);
  if (existsSync(place) && statSync(place).isFile() && COLLECTED.test(place))
    return readManifests(place, read, terminal);
  if (existsSync(place) && statSync(place).isDirectory() && !isAssembly(place))
    return readDirectory(place, input, scratch, read, terminal);
  await readAssembly(input, read, terminal);
}

async function readAccount(
  input: string,
  region: string | undefined,
  file: string,
  read: Read,
  terminal: Terminal,
): Promise<void> {
  const stacks = await readStacks(input, terminal);
  const name = /^account \d+, [^,]+/.exec(stacks[0]?.location ?? '')?.[0] ?? input;
  read.sources.push({ kind: 'account', name, read: stacks.length, format: null });
  read.copies.set(file, `${name}: events of its stacks`);
  await add(stacks, read, terminal);
  await writeStackEvents(
    stacks,
    region,
    file,
    text => terminal.warn(text),
    text => terminal.progress(text),
  );
  if (statSync(file).size > 0) read.events.push(file);
}

async function readAssembly(input: string, read: Read, terminal: Terminal): Promise<void> {
  const stacks = await readStacks(input, terminal);
  read.sources.push({
    kind: stacks[0]?.source === 'terraform' ? 'terraform' : 'cloud assembly',
    name: input,
    read: stacks.length,
    format: null,
  });
  await add(stacks, read, terminal);
}

async function add(stacks: readonly StackRead[], read: Read, terminal: Terminal): Promise<void> {
  for (const [i, stack] of stacks.entries()) {
    if (stacks.length > 20) terminal.progress(`template ${i + 1} of ${stacks.length}`);
    read.records.push(await recordOf(stack, text => terminal.warn(text)));
    read.stacks.push(stack);
  }
}

async function readManifests(file: string, read: Read, terminal: Terminal, called = file): Promise<void> {
  const { records, broken } = await readCollected(file, text => terminal.warn(text), called);
  read.records.push(...records);
  read.brokenManifests += broken;
  read.sources.push({ kind: 'manifests', name: file, read: records.length, format: null });
}

/** What a file is called on the report: as the user named it, from where the user stands. */
export function nameOf(file: string, { copies }: Pick<Read, 'copies'>, cwd: string): string {
  const copy = [...copies.keys()].find(each => file === each || file.startsWith(each + sep));
  if (copy !== undefined) return copies.get(copy)! + file.slice(copy.length).replaceAll(sep, '/');
  if (!file.startsWith(sep)) return file;
  const near = relative(cwd, file);
  return near.length < file.length ? near : file;
}

function isAssembly(directory: string): boolean {
  return ['manifest.json', 'cdk.tf.json', 'cdk.out', 'cdktf.out'].some(name => existsSync(join(directory, name)));
}

/** A directory of many: assemblies in it, at any depth; collected manifests; events. */
async function readDirectory(
  directory: string,
  input: string,
  scratch: string,
  read: Read,
  terminal: Terminal,
): Promise<void> {
  const assemblies = assembliesIn(directory);
  for (const assembly of assemblies) {
    try {
      await readAssembly(assembly, read, terminal);
    } catch (error) {
      if (!(error instanceof UnreadableInputError)) throw error;
      // One assembly that is cut off must not hide a hundred others.
      terminal.warn(`${error.complaint.what} (${error.complaint.where}) It is left out.`);
      read.brokenManifests += 1;
    }
  }
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map(file => join(directory, file));
  const files = all.filter(
    file => (EVENTS.test(file) || isCollectedEvents(file)) && !assemblies.some(assembly => file.startsWith(assembly)),
  );
  const failed = all.filter(isFailedDelivery).length;
  if (failed > 0)
    terminal.warn(
      `${input}: in ${failed} file${failed === 1 ? '' : 's'} below errors/ is what Firehose could not work. It is ` +
        'not read.',
    );
  const manifests = files.filter(file => COLLECTED.test(file.slice(directory.length)));
  for (const file of manifests) await readManifests(file, read, terminal);
  const events = files.filter(file => !manifests.includes(file));
  await readStacksOf(events.filter(isCollectedEvents), input, `${scratch}-stacks.jsonl`, read, terminal);
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

/** The stacks that collected events tell of. */
async function readStacksOf(
  collected: readonly string[],
  input: string,
  file: string,
  read: Read,
  terminal: Terminal,
): Promise<void> {
  if (collected.length === 0) return;
  terminal.progress(`stacks in ${collected.length} files of events`);
  await writeCollectedStacks(collected, file);
  const called = `${input}: stacks`;
  read.copies.set(file, called);
  await readManifests(file, read, terminal, called);
}

function assembliesIn(directory: string): string[] {
  if (existsSync(join(directory, 'manifest.json')) || existsSync(join(directory, 'cdk.tf.json'))) return [directory];
  return readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .flatMap(entry => assembliesIn(join(directory, entry.name)))
    .sort();
}
