import { dirname } from 'node:path';
import { aggregate } from '../events/aggregate.js';
import type { Aggregates } from '../events/aggregates.js';
import { Database } from '../events/database.js';
import { isCollectedEvents } from '../events/collected.js';
import { type BrokenFile, eventFiles, ingest, type Ingested } from '../events/ingest.js';
import { PRODUCTION } from '../events/table.js';
import type { Terminal } from '../terminal.js';
import type { EventFormat, Source } from './model.js';
import { accountNamesOf, ecsServiceNamesOf, serviceNamesOf } from './service-names.js';
import type { StackRecord } from './stack-record.js';

export interface EventInputs {
  /** The files, directories and patterns of the command line. */
  readonly given: readonly string[];
  /** The files that were found in other inputs. */
  readonly found: readonly string[];
  readonly records: readonly StackRecord[];
  readonly asOf: Date;
  readonly windowFrom: Date;
  readonly incidentHours: number;
  readonly production: string | undefined;
  readonly unplaced: 'on' | 'off' | null;
  readonly memory: string;
  /** The name of a file in the report. */
  readonly nameOf: (file: string) => string;
}

export interface MeasuredEvents {
  /** Null without events. */
  readonly aggregates: Aggregates | null;
  readonly sources: Source[];
  readonly broken: readonly BrokenFile[];
  readonly ambiguous: readonly string[];
}

/** The delay in hours from which an event counts as late. */
const LATE_HOURS = 24;

/** Reads events and runs the aggregations, all in DuckDB. */
export async function measureEvents(
  { given, found, records, asOf, windowFrom, incidentHours, production, unplaced, memory, nameOf }: EventInputs,
  terminal: Terminal,
): Promise<MeasuredEvents> {
  const { names, ambiguous } = serviceNamesOf(records, asOf);
  if (given.length + found.length === 0) return { aggregates: null, sources: [], broken: [], ambiguous };
  const progress = (text: string) => terminal.progress(text);
  const database = await Database.open({ memory });
  try {
    const files = [...new Set([...(await eventFiles(database, given, terminal.surroundings.cwd)), ...found])];
    const ingested = await ingest(database, files, production ?? PRODUCTION, progress);
    const ecsServices = (await database.rows(
      "SELECT DISTINCT service, namespace AS account FROM events WHERE format = 'ecs' AND service IS NOT NULL",
    )) as Array<{ service: string; account: string | null }>;
    const aggregates = await aggregate(
      database,
      { asOf, windowFrom, incidentHours, lateHours: LATE_HOURS, unplacedArm: unplaced },
      [...names, ...ecsServiceNamesOf(ecsServices, records, names, asOf), ...accountNamesOf(records, asOf)],
      progress,
    );
    return {
      aggregates: {
        ...aggregates,
        examples: Object.fromEntries(
          Object.entries(aggregates.examples).map(([finding, examples]) => [finding, examples.map(nameOf)]),
        ),
      },
      broken: ingested.broken.map(broken => ({ ...broken, file: nameOf(broken.file) })),
      ambiguous,
      sources: sourcesOf(ingested.files, nameOf),
    };
  } finally {
    progress('');
    database.close();
  }
}

/** One source for each file. The many files that PlatformInsights collects are one source. */
function sourcesOf(files: Ingested['files'], nameOf: (file: string) => string): Source[] {
  const sources = new Map<string, { formats: Set<string>; read: number }>();
  for (const { file, formats, read } of files) {
    const name = nameOf(isCollectedEvents(file) ? dirname(dirname(file)) : file);
    const source = sources.get(name) ?? { formats: new Set(), read: 0 };
    sources.set(name, { formats: new Set([...source.formats, ...formats]), read: source.read + read });
  }
  return [...sources].map(([name, { formats, read }]) => {
    const known = [...formats].filter(each => each !== 'unreadable' && each !== 'other') as EventFormat[];
    // Several formats have no common name.
    return { kind: 'events', name, read, format: known.length === 1 ? known[0]! : null };
  });
}
