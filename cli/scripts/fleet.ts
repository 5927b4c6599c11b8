// Generates a fleet with known true values: services, teams, engineers, and the events of half a year. The same seed
// gives the same fleet.
//   tsx scripts/fleet.ts --out DIR [--services 10000 --teams 200 --engineers 1800 --deployments 10000000 --seed 1
//     --format parquet|cdevents]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Database, literal } from '../src/events/database.ts';
import { cdevents } from './fleet-cdevents.ts';
import { eventsOf } from './fleet-events.ts';
import { ARMS, AS_OF, WINDOW_FROM } from './fleet-parameters.ts';
import { draw, type FleetService, type FleetSize, insert } from './fleet-services.ts';

export interface Fleet {
  readonly services: readonly FleetService[];
  readonly files: readonly string[];
  readonly manifests: string;
}

/** Writes the events, the manifests and the parameters of a fleet into a directory. */
export async function writeFleet(
  size: FleetSize,
  directory: string,
  format: 'parquet' | 'cdevents' = 'parquet',
  progress: (text: string) => void = () => {},
): Promise<Fleet> {
  mkdirSync(directory, { recursive: true });
  const drawn = draw(size);
  const database = await Database.open({ memory: '3GB' });
  try {
    await database.run('SET preserve_insertion_order = false');
    progress('services');
    await insert(database, drawn);
    progress('events');
    await database.run(`CREATE VIEW fleet AS ${eventsOf(size.seed)}`);
    const file = join(directory, format === 'parquet' ? 'events.parquet' : 'events.jsonl');
    const rows = `SELECT * FROM fleet WHERE occurred_at <= ${literal(AS_OF)} ORDER BY occurred_at`;
    await database.run(
      format === 'parquet'
        ? `COPY (${rows}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`
        : `COPY (${cdevents(rows)}) TO ${literal(file)}
          (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001')`,
    );
    progress('manifests');
    const manifests = join(directory, 'manifests.jsonl');
    writeFileSync(
      manifests,
      drawn.services
        .map(({ service, team, arm, isNew }, i) => JSON.stringify(manifestOf(service, team, arm, isNew, i)))
        .join('\n') + '\n',
    );
    writeFileSync(join(directory, 'truth.json'), JSON.stringify({ size, arms: ARMS, services: drawn.services }));
    return { services: drawn.services, files: [file], manifests };
  } finally {
    database.close();
  }
}

function manifestOf(stack: string, team: string, arm: 'on' | 'off', isNew: boolean, i: number): object {
  const capabilities = {
    service: { version: '1', count: 1 },
    ...(i % 3 === 0 ? { database: { version: '1', count: 1 } } : {}),
    ...(i % 7 === 0 ? { queue: { version: '1', count: 2 } } : {}),
  };
  return {
    stack,
    team,
    at: new Date(isNew ? WINDOW_FROM.getTime() : AS_OF.getTime() - (200 + (i % 400)) * 86_400_000).toISOString(),
    tier: 'production',
    summary:
      arm === 'off'
        ? null
        : {
            v: '1',
            package: i % 4 === 0 ? '1.3.0' : '1.4.0',
            edition: i % 4 === 0 ? '2026.06' : '2026.12',
            tier: 'production',
            capabilities,
            owners: [team],
            decisions: { path: 40 + (i % 9), platform: 3, team: 4 + (i % 6) },
            escapes: { recorded: i % 11 === 0 ? 1 : 0, unrecorded: i % 97 === 0 ? 1 : 0 },
          },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      services: { type: 'string', default: '10000' },
      teams: { type: 'string', default: '200' },
      engineers: { type: 'string', default: '1800' },
      deployments: { type: 'string', default: '10000000' },
      seed: { type: 'string', default: '1' },
      format: { type: 'string', default: 'parquet' },
    },
  });
  if (!values.out || !['parquet', 'cdevents'].includes(values.format)) {
    console.error('Give --out DIR, and --format parquet or cdevents.');
    process.exit(2);
  }
  const [services, teams, engineers, deployments, seed] = [
    values.services,
    values.teams,
    values.engineers,
    values.deployments,
    values.seed,
  ].map(Number) as [number, number, number, number, number];
  const { files } = await writeFleet(
    { services, teams, engineers, deployments, seed },
    values.out,
    values.format as 'parquet' | 'cdevents',
    text => console.error(text),
  );
  console.log(files.join('\n'));
}
