import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { findReference } from '../decisions/reference.js';
import { UnreadableInputError, WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { buildReport } from '../report/build.js';
import { tablesOf } from '../report/csv.js';
import { METRICS } from '../report/dora-definitions.js';
import { measureEvents } from '../report/events.js';
import { nameOf, readInputs } from '../report/inputs.js';
import type { DoraMetricId, Report } from '../report/model.js';
import { renderPage } from '../report/page/page.js';
import { TIER_YEARS, tiersOf } from '../report/tiers.js';
import { readValueInputs } from '../report/value-inputs.js';
import type { Terminal } from '../terminal.js';

interface Options extends CommonOptions {
  readonly from?: string[];
  readonly out: string;
  readonly events?: string[];
  readonly asOf?: string;
  readonly days: number;
  readonly minimumN: number;
  readonly production?: string;
  readonly unplaced?: 'on' | 'off';
  readonly incidentHours: number;
  readonly tiers: number;
  readonly lift?: 'ratio' | 'excess';
  readonly liftMetric?: DoraMetricId;
  readonly value?: string;
  readonly owners?: string[];
  readonly seed: number;
  readonly memory: string;
}

/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

export const report: Command<Options> = {
  usage: 'report',
  summary: 'Report what is used of the path, what it does for delivery, and what it is worth',
  examples: [
    [
      'goldenpath report --from apps --out report',
      'adoption, escapes and cognitive load of all assemblies under apps/',
    ],
    [
      "goldenpath report --from account --events 'events/*.jsonl' --out report",
      'what is deployed, with the DORA five from collected events',
    ],
    ['goldenpath report --from s3://platform-insights --out report', 'from what PlatformInsights collected'],
    [
      'goldenpath report --from account --out report --value value.yaml --lift ratio --lift-metric changeLeadTime',
      "with the platform's value, from your inputs",
    ],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .option('from', {
        type: 'string',
        array: true,
        describe:
          'Assemblies, directories of them, manifests*.jsonl, s3://bucket/prefix, account[:REGION] [default: the ' +
          'assembly of this directory]',
      })
      .option('out', {
        type: 'string',
        demandOption: true,
        describe: 'The directory to write report.html, report.json and the CSV files into',
      })
      .option('events', {
        type: 'string',
        array: true,
        describe: 'Deployment events: JSON lines, exports of GitHub, Parquet; files, directories, patterns',
      })
      .option('as-of', { type: 'string', describe: 'The end of what is counted, YYYY-MM-DD or a time [default: now]' })
      .option('days', { type: 'number', default: 180, describe: 'The window of the DORA measures' })
      .option('minimum-n', { type: 'number', default: 30, describe: 'Under so many observations nothing is judged' })
      .option('production', {
        type: 'string',
        describe: 'A regular expression for the names of production [default: prod, prd, production or live as a word]',
      })
      .option('unplaced', {
        choices: ['on', 'off'] as const,
        describe: 'Where services of which nothing is known are put [default: in no arm]',
      })
      .option('incident-hours', {
        type: 'number',
        default: 24,
        describe: 'For how long an incident that names no deployment follows from the last one',
      })
      .option('tiers', {
        type: 'number',
        choices: TIER_YEARS,
        default: TIER_YEARS[0],
        describe: "The year of DORA's levels",
      })
      .option('lift', {
        choices: ['ratio', 'excess'] as const,
        describe: "How 'DORA lift' is read in the platform's value as it is written; never assumed",
      })
      .option('lift-metric', { choices: METRICS, describe: 'Which measure the lift is of' })
      .option('value', {
        type: 'string',
        describe: "A YAML file with the inputs of the platform's value that nobody can measure, each with its source",
      })
      .option('owners', {
        type: 'string',
        array: true,
        describe:
          'Who owns a capability, where the manifests do not say it or are wrong: database=team-data; a name ' +
          'alone owns all others',
      })
      .option('seed', { type: 'number', default: 1, describe: 'Of the random numbers: the same seed, the same report' })
      .option('memory', {
        type: 'string',
        default: '350MB',
        describe: 'What the aggregation may take of memory; the rest goes to disk',
      }) as unknown as Argv<Options>,
  run,
};

async function run(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { cwd, now } = terminal.surroundings;
  const asOf = options.asOf === undefined ? now : timeOf(options.asOf);
  for (const [name, value] of [
    ['--days', options.days],
    ['--minimum-n', options.minimumN],
    ['--incident-hours', options.incidentHours],
  ] as const) {
    if (!(value > 0))
      throw new WrongUseError({
        what: `${name} is ${value}, and must be a number over 0.`,
        where: name,
        hint: 'Give a number, or leave it out.',
        page: 'guides/report.md',
      });
  }
  if (options.lift && !options.liftMetric)
    throw new WrongUseError({
      what: 'A lift of what is not said.',
      where: '--lift',
      hint: `Give --lift-metric: ${METRICS.join(', ')}.`,
      page: 'guides/report.md',
    });
  if (options.liftMetric && !options.lift)
    throw new WrongUseError({
      what: `Whether the lift of ${options.liftMetric} is a ratio or an excess is not said, and is not assumed.`,
      where: '--lift-metric',
      hint:
        'Give --lift ratio (how many times as good; 1 is no difference) or --lift excess (how much better; 0 is no ' +
        'difference).',
      page: 'guides/report.md',
    });
  checkPattern(options.production);
  const value = readValueInputs(options.value === undefined ? undefined : resolve(cwd, options.value));
  const scratch = mkdtempSync(join(tmpdir(), 'goldenpath-report-inputs-'));
  try {
    const read = await readInputs(options.from ?? (options.events ? [] : ['.']), scratch, terminal);
    const named = (file: string) => nameOf(file, read, cwd);
    const windowFrom = new Date(asOf.getTime() - options.days * DAY);
    const measured = await measureEvents(
      {
        given: options.events ?? [],
        found: read.events,
        records: read.records,
        asOf,
        windowFrom,
        incidentHours: options.incidentHours,
        production: options.production,
        unplaced: options.unplaced ?? null,
        memory: options.memory,
        nameOf: named,
      },
      terminal,
    );
    const made = buildReport(
      {
        sources: [...read.sources.map(source => ({ ...source, name: named(source.name) })), ...measured.sources],
        records: read.records.map(record => ({ ...record, location: named(record.location) })),
        brokenManifests: read.brokenManifests,
        reference: findReference([cwd]),
        aggregates: measured.aggregates,
        brokenFiles: measured.broken,
        ambiguousNames: measured.ambiguous,
      },
      {
        program: programOf(),
        now,
        asOf,
        windowFrom,
        minimumN: options.minimumN,
        incidentHours: options.incidentHours,
        tiers: tiersOf(options.tiers),
        liftReading: options.lift ?? null,
        liftMetric: options.liftMetric ?? null,
        value,
        ownerOf: ownersOf(options.owners ?? []),
        seed: options.seed,
        simulations: 10_000,
      },
    );
    const directory = resolve(cwd, options.out);
    write(made, directory);
    if (options.json) terminal.printJson(made);
    else {
      for (const { text, kind } of made.summary)
        terminal.print(kind === 'attention' ? terminal.colors.yellow(text) : text);
      terminal.print(terminal.colors.dim(`Written to ${directory}: report.html, report.json and CSV files.`));
    }
    return EXIT.FINE;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function timeOf(text: string): Date {
  const time = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new WrongUseError({
    what: `'${text}' is no time.`,
    where: '--as-of',
    hint: 'Give YYYY-MM-DD, or a time in ISO 8601.',
    page: 'guides/report.md',
  });
}

function checkPattern(pattern: string | undefined): void {
  try {
    new RegExp(pattern ?? '');
  } catch (error) {
    throw new WrongUseError({
      what: `'${pattern}' is no regular expression: ${(error as Error).message}`,
      where: '--production',
      hint: 'Give for instance ^live$.',
      page: 'guides/report.md',
    });
  }
}

function ownersOf(given: readonly string[]): (capability: string) => string | null {
  const named = new Map(given.filter(each => each.includes('=')).map(each => each.split('=', 2) as [string, string]));
  const rest = given.find(each => !each.includes('=')) ?? null;
  return capability => named.get(capability) ?? rest;
}

function programOf(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version };
}

function write(made: Report, directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'report.json'), `${JSON.stringify(made)}\n`);
    for (const [file, text] of Object.entries(tablesOf(made))) writeFileSync(join(directory, file), text);
    writeFileSync(join(directory, 'report.html'), renderPage(made));
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw error;
    throw new UnreadableInputError({
      what: `The report cannot be written: ${(error as Error).message}`,
      where: directory,
      hint: 'Give a directory that can be written to.',
      page: 'guides/report.md',
    });
  }
}
