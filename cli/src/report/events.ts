import { type Aggregates, aggregate } from '../events/aggregate.js';
import { Database } from '../events/database.js';
import { type BrokenFile, eventFiles, ingest } from '../events/ingest.js';
import { PRODUCTION } from '../events/table.js';
import type { Terminal } from '../terminal.js';
import type { EventFormat, Source } from './model.js';
import { accountNamesOf, containerNamesOf, serviceNamesOf } from './service-names.js';
import type { StackRecord } from './stacks.js';

export interface EventInputs {
  /** As the user named them. */
  readonly given: readonly string[];
  /** Found with other inputs. */
  readonly found: readonly string[];
  readonly records: readonly StackRecord[];
  readonly asOf: Date;
  readonly windowFrom: Date;
  readonly incidentHours: number;
  readonly production: string | undefined;
  readonly unplaced: 'on' | 'off' | null;
  readonly memory: string;
  /** What the user calls a file. */
  readonly nameOf: (file: string) => string;
}

export interface MeasuredEvents {
  /** Null: there were none. */
  readonly aggregates: Aggregates | null;
  readonly sources: Source[];
  readonly broken: readonly BrokenFile[];
  readonly ambiguous: readonly string[];
}

const LATE_HOURS = 24;

/** Reads and counts events, all of it in DuckDB. */
export async function measureEvents({ given, found, records, asOf, windowFrom, incidentHours, production, unplaced, memory, nameOf }: EventInputs, terminal: Terminal): Promise<MeasuredEvents> {
  const { names, ambiguous } = serviceNamesOf(records, asOf);
  if (given.length + found.length === 0) return { aggregates: null, sources: [], broken: [], ambiguous };
  const progress = (text: string) => terminal.progress(text);
  const database = await Database.open({ memory });
  try {
    const files = [...new Set([...await eventFiles(database, given, terminal.surroundings.cwd), ...found])];
    const ingested = await ingest(database, files, production ?? PRODUCTION, progress);
    const containers = await database.rows("SELECT DISTINCT service, namespace AS account FROM events WHERE format = 'ecs' AND service IS NOT NULL") as Array<{ service: string; account: string | null }>;
    const aggregates = await aggregate(database, { asOf, windowFrom, incidentHours, lateHours: LATE_HOURS, unplacedArm: unplaced }, [...names, ...containerNamesOf(containers, records, names, asOf), ...accountNamesOf(records, asOf)], progress);
    const formats = (all: readonly string[]): EventFormat | null => all.find(each => each !== 'unreadable' && each !== 'other') as EventFormat | undefined ?? null;
    return {
      aggregates: { ...aggregates, examples: Object.fromEntries(Object.entries(aggregates.examples).map(([finding, examples]) => [finding, examples.map(nameOf)])) },
      broken: ingested.broken.map(broken => ({ ...broken, file: nameOf(broken.file) })),
      ambiguous,
      sources: ingested.files.map(({ file, formats: all, read }) => ({ kind: 'events', name: nameOf(file), read, format: formats(all) })),
    };
  } finally {
    progress('');
    database.close();
  }
}
