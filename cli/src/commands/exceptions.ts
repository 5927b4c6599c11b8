import { dirname, resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { INPUT, readAll } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { findReference } from '../decisions/reference.js';
import { collect, unknownStacks, type ListedException } from '../exceptions/collect.js';
import { demandOf, type Demand } from '../exceptions/demand.js';
import { fileIn, readExceptions } from '../exceptions/file.js';
import { ageInWords, inWords } from '../exceptions/review.js';

const FINDINGS = ['overdue', 'due', 'unrecorded', 'off-path'] as const;
type Finding = (typeof FINDINGS)[number];

interface Options extends CommonOptions {
  readonly inputs?: string[];
  readonly file?: string;
  readonly failOn?: Finding[];
  readonly asOf?: string;
  readonly owner?: string;
}

export const exceptions: Command<Options> = {
  usage: 'exceptions [inputs..]',
  summary: 'List where teams leave the path, until when, and what the path should offer instead',
  examples: [
    ['goldenpath exceptions', 'the escapes in cdk.out, and the exceptions of goldenpath.exceptions.yaml'],
    ['goldenpath exceptions apps/*/cdk.out', 'of many apps, ranked by how many teams ask for the same'],
    ['goldenpath exceptions --fail-on overdue', 'for CI: exit code 1 when a review is overdue'],
    ['goldenpath exceptions --owner team-orders --json', 'of one team, as JSON'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('inputs', { type: 'string', array: true, describe: INPUT })
      .option('file', {
        type: 'string',
        describe: 'The file of exceptions [default: goldenpath.exceptions.yaml of this directory, if there is one]',
      })
      .option('fail-on', { choices: FINDINGS, array: true, describe: 'Exit with 1 where there is any of these' })
      .option('as-of', {
        type: 'string',
        describe: 'The day from which ages and reviews are counted, YYYY-MM-DD [default: today]',
      })
      .option('owner', { type: 'string', describe: 'Only what this team answers for' }) as unknown as Argv<Options>,
  run,
};

async function run(
  { inputs = [], file, failOn = [], asOf, owner, json }: Options,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, now } = terminal.surroundings;
  const today = asOf === undefined ? now : dayOf(asOf);
  const source = file === undefined ? fileIn(cwd) : resolve(cwd, file);
  const recorded = source === undefined ? [] : readExceptions(source);
  const stacks = await readAll(inputs, terminal);
  const reference = findReference([cwd, ...stacks.map(({ location }) => dirname(location))]);
  const all = collect(stacks, recorded, today).filter(exception => owner === undefined || exception.owner === owner);
  const unknown = owner === undefined ? unknownStacks(stacks, recorded) : [];
  const demand = demandOf(all, reference);
  const deployed = stacks.filter(({ summary }) => summary !== null);
  if (json) {
    terminal.printJson({
      asOf: today.toISOString().slice(0, 10),
      stacks: stacks.length,
      exceptions: all.map(({ entry: _entry, ...exception }) => exception),
      demand,
      offPath: unknown.map(({ name, location }) => ({ name, location })),
      deployed: deployed.map(({ name, summary }) => ({ name, ...summary!.escapes })),
      file: source ?? null,
      warnings: terminal.warnings,
    });
  } else print({ stacks, all, unknown, demand, deployed }, terminal);
  const found: { [finding in Finding]: boolean } = {
    overdue: all.some(({ state }) => state === 'overdue'),
    due: all.some(({ state }) => state === 'overdue' || state === 'due'),
    unrecorded:
      all.some(({ kind }) => kind === 'unrecorded') || deployed.some(({ summary }) => summary!.escapes.unrecorded > 0),
    'off-path': unknown.length > 0,
  };
  return failOn.some(finding => found[finding]) ? EXIT.FINDING : EXIT.FINE;
}

function dayOf(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime())) return day;
  throw new WrongUseError({
    what: `'${text}' is no day.`,
    where: '--as-of',
    hint: 'Give YYYY-MM-DD.',
    page: 'guides/exceptions.md',
  });
}

interface Found {
  readonly stacks: readonly StackRead[];
  readonly all: readonly ListedException[];
  readonly unknown: readonly StackRead[];
  readonly demand: readonly Demand[];
  readonly deployed: readonly StackRead[];
}

function print({ stacks, all, unknown, demand, deployed }: Found, terminal: Terminal): void {
  const { bold, dim, red, yellow } = terminal.colors;
  const recorded = all.filter(({ kind }) => kind !== 'unrecorded');
  const unrecorded = all.filter(({ kind }) => kind === 'unrecorded');
  terminal.print(
    bold(
      `${recorded.length} recorded, ${unrecorded.length} unrecorded, in ${stacks.length} ` +
        `stack${stacks.length === 1 ? '' : 's'}`,
    ),
  );
  for (const exception of recorded) {
    const color = exception.state === 'overdue' ? red : exception.state === 'due' ? yellow : dim;
    const changed = exception.slot === null ? '' : `  ${exception.slot}: ${exception.properties.join(', ')}`;
    terminal.print(`  ${bold(exception.where)}${changed}`);
    terminal.print(
      `    ${exception.reason ?? 'no reason'} ` +
        `(${[exception.owner ?? 'nobody named', ageInWords(exception.ageDays)].filter(Boolean).join(', ')}; ` +
        `${color(inWords(exception))})`,
    );
  }
  if (unrecorded.length) {
    terminal.print();
    terminal.print(bold('Unrecorded: they work, but nobody knows why they are there. escape() says why.'));
    for (const { where, slot, properties, owner } of unrecorded)
      terminal.print(`  ${where}  ${slot}: ${properties.join(', ')} (${owner ?? 'nobody named'})`);
  }
  if (unknown.length) {
    terminal.print();
    terminal.print(bold('Stacks off the path, of which no exception says why'));
    for (const { name, location } of unknown) terminal.print(`  ${name}  ${dim(location)}`);
  }
  const counted = deployed.filter(({ summary }) => summary!.escapes.recorded + summary!.escapes.unrecorded > 0);
  if (counted.length) {
    terminal.print();
    terminal.print(bold('Deployed stacks with escapes; their assemblies say which'));
    for (const { name, summary } of counted)
      terminal.print(`  ${name}: ${summary!.escapes.recorded} recorded, ${summary!.escapes.unrecorded} unrecorded`);
  }
  if (demand.length === 0) return;
  terminal.print();
  terminal.print(bold('What the path is asked for, by how many teams'));
  for (const { key, teams, recorded: recordedTimes, unrecorded: unrecordedTimes, change } of demand) {
    const times = recordedTimes + unrecordedTimes;
    const counts = `${times} time${times === 1 ? '' : 's'}${unrecordedTimes ? `, ${unrecordedTimes} unrecorded` : ''}`;
    terminal.print(
      `  ${String(teams.length).padStart(3)} team${teams.length === 1 ? ' ' : 's'}  ${bold(key)}  ` +
        dim(`${counts}: ${teams.join(', ')}`),
    );
    terminal.print(`             ${change}`);
  }
}
