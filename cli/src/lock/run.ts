import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommonOptions } from '../command.js';
import { readAll } from '../assembly/read.js';
import { WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { didYouMean } from '../nearest.js';
import type { Terminal } from '../terminal.js';
import { LOCK_PAGE, type LockedResource, readLock, textOf, writeLock } from './file.js';
import { merge, type Merged } from './merge.js';
import { standingIn, stackNameOf } from './standing.js';

export const LOCK_FILE = 'goldenpath.lock.json';

export interface LockOptions extends CommonOptions {
  readonly inputs?: string[];
  readonly file?: string;
  readonly check?: boolean;
  readonly accept?: string;
  readonly reason?: string;
}

export async function runLock(options: LockOptions, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  const file = options.file === undefined ? join(cwd, LOCK_FILE) : resolve(cwd, options.file);
  return options.accept === undefined
    ? update(file, options, terminal)
    : acceptLoss(file, options.accept, options, terminal);
}

async function update(file: string, { inputs = [], check, json }: LockOptions, terminal: Terminal): Promise<ExitCode> {
  const stacks = await readAll(inputs, terminal);
  const manifests = stacks.flatMap(({ manifest }) => (manifest === null ? [] : [manifest]));
  const lock = readLock(file);
  const merged = merge(lock, await standingIn(stacks), new Set(stacks.map(stackNameOf)));
  const said = (values: readonly string[], before: string | undefined) =>
    [...new Set(values)].sort().join(', ') || before;
  const renewed = {
    lockVersion: '1' as const,
    edition: said(
      manifests.map(({ edition }) => edition),
      lock.edition,
    ),
    packageVersion: said(
      manifests.map(({ packageVersion }) => packageVersion),
      lock.packageVersion,
    ),
    resources: merged.resources,
  };
  const isStale = !existsSync(file) || textOf(renewed) !== textOf(lock);
  if (isStale && !check) writeLock(file, renewed);
  if (json) {
    const { resources, ...found } = merged;
    terminal.printJson({ file, written: isStale && !check, isStale, resources: resources.length, ...found });
  } else print(file, { merged, isStale, check: check ?? false }, terminal);
  return merged.lost.length > 0 || (check && isStale) ? EXIT.FINDING : EXIT.FINE;
}

interface Outcome {
  readonly merged: Merged;
  readonly isStale: boolean;
  readonly check: boolean;
}

function print(file: string, { merged, isStale, check }: Outcome, terminal: Terminal): void {
  const { bold, dim, green, red, yellow } = terminal.colors;
  const { added, updated, released, lost, resources } = merged;
  const lines = (rows: readonly LockedResource[], sign: string, note: string) =>
    rows.forEach(row => terminal.print(`  ${sign} ${bold(row.path)}  ${row.slot}  ${dim(`${row.type}, ${note}`)}`));
  lines(added, green('+'), 'new');
  lines(updated, yellow('~'), 'the same, at another place or of another tier');
  lines(released, '-', 'its loss was accepted');
  for (const { row, changed } of lost) {
    const what = changed.length > 0 ? `would be replaced: another ${changed.join(', ')}` : 'is gone';
    terminal.print(`  ${red('!')} ${bold(row.path)}  ${row.slot}  ${dim(row.type)}  ${red(what)}`);
  }
  const count = `${resources.length} resource${resources.length === 1 ? '' : 's'}`;
  if (!isStale) terminal.print(`${file} is up to date: ${count}.`);
  else if (check) terminal.print(`${file} is stale. Write it: goldenpath lock.`);
  else terminal.print(`${file} has ${count}. Commit it.`);
  for (const row of resources.filter(({ accepted }) => accepted !== undefined)) {
    terminal.print(
      dim(`  ${row.path}  ${row.slot}: it may be lost since ${row.accepted!.on}: ${row.accepted!.reason}`),
    );
  }
  if (lost.length === 0) return;
  terminal.print(
    'What is marked with ! stays in the lock, and synth refuses it: put it back, say where it was with movedFrom, or ' +
      `accept the loss: goldenpath lock --accept '${lost[0]!.row.path}' --reason '...'`,
  );
}

function acceptLoss(file: string, accept: string, { reason, json }: LockOptions, terminal: Terminal): ExitCode {
  const refuse = (what: string, hint: string): never => {
    throw new WrongUseError({ what, where: '--accept', hint, page: LOCK_PAGE });
  };
  if (!reason?.trim()) refuse('A loss is accepted with a reason.', "Say why it may be lost: --reason '...'.");
  const lock = readLock(file);
  const nameOf = ({ path, slot }: LockedResource) => `${path}#${slot}`;
  const isMeant = (row: LockedResource) => row.path === accept || nameOf(row) === accept;
  const meant = lock.resources.filter(isMeant);
  if (meant.length === 0) {
    const names = lock.resources.flatMap(row => [row.path, nameOf(row)]);
    refuse(`${file} has no '${accept}'.`, didYouMean(accept, [...new Set(names)]));
  }
  const accepted = { reason: reason!.trim(), on: terminal.surroundings.now.toISOString().slice(0, 10) };
  writeLock(file, {
    ...lock,
    resources: lock.resources.map(row => (isMeant(row) ? { ...row, accepted } : row)),
  });
  if (json) terminal.printJson({ file, accepted: meant.map(row => ({ ...row, accepted })) });
  else {
    for (const row of meant) terminal.print(`  ${terminal.colors.bold(nameOf(row))} may be lost: ${accepted.reason}`);
    terminal.print(`Commit ${file}. After the deployment, goldenpath lock takes out what is gone.`);
  }
  return EXIT.FINE;
}
