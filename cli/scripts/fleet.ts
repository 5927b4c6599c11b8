// A fleet whose truth is known: services, teams, engineers, and the events of half a year, the same for the same seed.
//   tsx scripts/fleet.ts --out DIR [--services 10000 --teams 200 --engineers 1800 --deployments 10000000 --seed 1 --format parquet|cdevents]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Database, literal } from '../src/events/database.ts';
import { Random } from '../src/statistics/random.ts';
import { cdevents } from './fleet-cdevents.ts';
import { type ArmTruth, recoveryMedian, reworkRate } from './fleet-truth.ts';

export interface FleetSize {
  readonly services: number;
  readonly teams: number;
  readonly engineers: number;
  readonly deployments: number;
  readonly seed: number;
}

/** Half a year that is measured, after a month that is not: so that a change of before is deployed in it. */
export const AS_OF = new Date('2026-11-22T00:00:00Z');
export const DAYS = 180;
export const WINDOW_FROM: Date = new Date(AS_OF.getTime() - DAYS * 86_400_000);
const LEAD_IN_DAYS = 30;

/** What is true of the arms. Teams vary around it. */
export const ARMS: { readonly on: ArmTruth; readonly off: ArmTruth } = {
  on: { frequency: 1.25, failRate: 0.08, rework: 0.03, repairHours: 1.5, firstServiceDays: 3, firstEngineerDays: 5 },
  off: { frequency: 0.75, failRate: 0.12, rework: 0.06, repairHours: 2.5, firstServiceDays: 9, firstEngineerDays: 12 },
};
const TEAM_SPREAD = { frequency: 0.3, failRate: 0.02 };
export const FAILED_WITHOUT_INCIDENT = 0.6;

export interface ServiceTruth {
  readonly service: string;
  readonly team: string;
  readonly arm: 'on' | 'off';
  readonly isNew: boolean;
  /** Successful deployments a week. */
  readonly frequency: number;
  readonly failRate: number;
  readonly reworkRate: number;
  readonly leadHours: number;
  readonly recoveryHours: number;
}

export interface Fleet {
  readonly size: FleetSize;
  readonly services: readonly ServiceTruth[];
  readonly files: readonly string[];
  readonly manifests: string;
}

/** Writes the events, the manifests and the truth of a fleet into a directory. */
export async function writeFleet(size: FleetSize, directory: string, format: 'parquet' | 'cdevents' = 'parquet', progress: (text: string) => void = () => {}): Promise<Fleet> {
  mkdirSync(directory, { recursive: true });
  const random = new Random(size.seed);
  const { rows, truth } = servicesOf(size, random);
  const database = await Database.open({ memory: '3GB' });
  try {
    await database.run('SET preserve_insertion_order = false');
    progress('services');
    await insert(database, 'services (name VARCHAR, team VARCHAR, is_on BOOLEAN, starts DOUBLE, created DOUBLE, deployments INTEGER, changes INTEGER, fail_rate DOUBLE, rework DOUBLE, repair DOUBLE)', rows);
    await insert(database, 'engineers (name VARCHAR, team VARCHAR, service VARCHAR, is_on BOOLEAN, joined DOUBLE, delay DOUBLE)', engineersOf(size, rows, random));
    progress('events');
    await database.run(`CREATE VIEW fleet AS ${eventsOf(size.seed)}`);
    const file = join(directory, format === 'parquet' ? 'events.parquet' : 'events.jsonl');
    await database.run(format === 'parquet'
      ? `COPY (SELECT * FROM fleet WHERE occurred_at <= ${literal(AS_OF)} ORDER BY occurred_at) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`
      : `COPY (${cdevents(`SELECT * FROM fleet WHERE occurred_at <= ${literal(AS_OF)} ORDER BY occurred_at`)}) TO ${literal(file)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001')`);
    progress('manifests');
    const manifests = join(directory, 'manifests.jsonl');
    writeFileSync(manifests, truth.map(({ service, team, arm, isNew }, i) => JSON.stringify(manifestOf(service, team, arm, isNew, i))).join('\n') + '\n');
    writeFileSync(join(directory, 'truth.json'), JSON.stringify({ size, arms: ARMS, services: truth }));
    return { size, services: truth, files: [file], manifests };
  } finally {
    database.close();
  }
}

type ServiceRow = [name: string, team: string, isOn: boolean, starts: number, created: number | null, deployments: number, changes: number, failRate: number, rework: number, repair: number];

function servicesOf({ services, teams, deployments }: FleetSize, random: Random): { rows: ServiceRow[]; truth: ServiceTruth[] } {
  const weeks = (DAYS + LEAD_IN_DAYS) / 7;
  const mean = deployments / services / weeks;
  const ofTeams = Array.from({ length: teams }, (_, i) => {
    // Every team chose; both arms have some, even in a small fleet.
    const arm = i % 5 < 3 ? 'on' as const : 'off' as const;
    const spread = TEAM_SPREAD.frequency;
    return { name: `team-${String(i).padStart(3, '0')}`, arm, frequency: ARMS[arm].frequency * Math.exp(random.normal(-(spread ** 2) / 2, spread)), failRate: Math.min(0.5, Math.max(0.005, random.normal(ARMS[arm].failRate, TEAM_SPREAD.failRate))) };
  });
  const rows: ServiceRow[] = [];
  const truth: ServiceTruth[] = [];
  for (let i = 0; i < services; i += 1) {
    const team = ofTeams[i % teams]!;
    const { rework, repairHours, firstServiceDays } = ARMS[team.arm];
    const perWeek = mean * team.frequency;
    const isNew = i % 10 === 9;
    const created = isNew ? random.next() * DAYS : null;
    const starts = created === null ? -LEAD_IN_DAYS : created + firstServiceDays * Math.exp(random.normal(0, 0.8));
    const expected = perWeek * Math.max(0, DAYS - starts) / 7;
    const service = `service-${String(i).padStart(5, '0')}`;
    rows.push([service, team.name, team.arm === 'on', starts, created, poisson(expected, random), poisson(expected / 5, random), team.failRate, rework, repairHours]);
    const successes = perWeek * (1 - FAILED_WITHOUT_INCIDENT * team.failRate);
    truth.push({
      service, team: team.name, arm: team.arm, isNew, frequency: successes, failRate: team.failRate,
      reworkRate: reworkRate(rework, team.failRate * (1 - FAILED_WITHOUT_INCIDENT), perWeek, repairHours),
      // A change waits for the next deployment that succeeds.
      leadHours: Math.LN2 / successes * 168,
      recoveryHours: recoveryMedian(FAILED_WITHOUT_INCIDENT, successes / 168, repairHours),
    });
  }
  return { rows, truth };
}

function engineersOf({ engineers, teams }: FleetSize, services: readonly ServiceRow[], random: Random): Array<Array<string | boolean | number>> {
  const settled = services.filter(([, , , starts]) => starts < 0);
  return Array.from({ length: engineers }, (_, i) => {
    const [service, team, isOn] = settled[(i % teams + teams * random.below(Math.max(1, Math.floor(settled.length / teams)))) % settled.length]!;
    const { firstEngineerDays } = ARMS[isOn ? 'on' : 'off'];
    return [`engineer-${String(i).padStart(4, '0')}`, team, service, isOn, random.next() * DAYS, firstEngineerDays * Math.exp(random.normal(0, 0.7))];
  });
}

/** Knuth's for few, normal for many. */
function poisson(mean: number, random: Random): number {
  if (mean > 100) return Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean))));
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  for (; product > limit; count += 1) product *= random.next();
  return count;
}

async function insert(database: Database, table: string, rows: ReadonlyArray<ReadonlyArray<string | number | boolean | null>>): Promise<void> {
  await database.run(`CREATE TABLE ${table}`);
  for (let i = 0; i < rows.length; i += 1000) {
    await database.run(`INSERT INTO ${table.split(' ')[0]} VALUES ${rows.slice(i, i + 1000).map(row => `(${row.map(literal).join(', ')})`).join(', ')}`);
  }
}

/** Every random number is a hash of the seed, what it is for, the service and a counter: rows are made in any order, and are always the same. */
function eventsOf(seed: number): string {
  // The hash of several values is a sum of theirs: hashed again, it has no trace of them.
  const uniform = (what: number, counter = 'i') => `((hash(hash(${seed}, ${what}, name, ${counter})) >> 11)::DOUBLE / 9007199254740992)`;
  // Box and Muller.
  const normal = (what: number) => `(sqrt(-2 * ln(1 - ${uniform(what)})) * cos(2 * pi() * ${uniform(what + 1)}))`;
  const time = (days: string) => `(${literal(WINDOW_FROM)} + to_microseconds((86400e6 * (${days}))::BIGINT))`;
  const row = (fields: { [column: string]: string }) => {
    const all: { [column: string]: string } = {
      kind: 'NULL', event_id: 'NULL', occurred_at: 'NULL', received_at: 'NULL', service: 'NULL', team: 'NULL', production: 'NULL', platform: 'NULL', outcome: 'NULL', rework: 'NULL', deployment_id: 'NULL', incident_id: 'NULL', change_id: 'NULL', engineer: 'NULL', ...fields,
    };
    return Object.entries(all).map(([column, value]) => `${value === 'NULL' ? `CAST(NULL AS ${column.endsWith('_at') ? 'TIMESTAMP' : ['production', 'platform', 'rework'].includes(column) ? 'BOOLEAN' : 'VARCHAR'})` : value} AS ${column}`).join(', ');
  };
  const of = { service: 'name', team: 'team', production: 'TRUE', platform: 'is_on' };
  return `
  WITH made AS (
    -- The first deployment of a new service is the one that it waited for, and succeeds.
    SELECT name, team, is_on, repair, i, CASE WHEN created IS NOT NULL AND i = 0 THEN starts ELSE starts + (${DAYS} - starts) * ${uniform(1)} END AS day,
      NOT (created IS NOT NULL AND i = 0) AND ${uniform(2)} < fail_rate AS failed, ${uniform(3)} < ${FAILED_WITHOUT_INCIDENT} AS silent, ${uniform(4)} < rework AS hotfix
    FROM (SELECT *, unnest(range(deployments + CASE WHEN created IS NOT NULL AND starts < ${DAYS} THEN 1 ELSE 0 END)) AS i FROM services)
  ), broken AS (
    SELECT *, ${uniform(5)} < 0.5 AS named, unnest(range(1 + CASE WHEN ${uniform(6)} < 0.2 THEN 1 ELSE 0 END)) AS k FROM made WHERE failed AND NOT silent
  ), incidents AS (
    SELECT *, day + 30 / 86400 * (1 + ${uniform(7, 'i * 2 + k')}) AS detected, repair / 24 * exp(${normal(8).replaceAll(', i))', ', i * 2 + k))')}) AS lasted FROM broken
  )
  SELECT ${row({ ...of, kind: "'deployment'", event_id: "'d/' || name || '/' || i", occurred_at: time('day'), outcome: "CASE WHEN failed AND silent THEN 'failure' ELSE 'success' END", rework: 'hotfix', deployment_id: "name || '/' || i" })} FROM made
  UNION ALL
  SELECT ${row({ ...of, kind: "'incident.detected'", event_id: "'i/' || name || '/' || i || '/' || k", occurred_at: time('detected'), deployment_id: "CASE WHEN named THEN name || '/' || i END", incident_id: "name || '/' || i || '/' || k" })} FROM incidents
  UNION ALL
  SELECT ${row({ ...of, kind: "'incident.resolved'", event_id: "'r/' || name || '/' || i || '/' || k", occurred_at: time('detected + lasted'), incident_id: "name || '/' || i || '/' || k" })} FROM incidents
  UNION ALL
  SELECT ${row({ ...of, kind: "'change'", event_id: "'c/' || name || '/' || i", occurred_at: time(`starts + (${DAYS} - starts) * ${uniform(10)}`), change_id: "'c/' || name || '/' || i", engineer: `'old-' || (hash(hash(${seed}, 11, name, i)) % 1000)` })}
  FROM (SELECT *, unnest(range(changes)) AS i FROM services)
  UNION ALL
  SELECT ${row({ ...of, kind: "'service.created'", event_id: "'s/' || name", occurred_at: time('created') })} FROM services WHERE created IS NOT NULL
  UNION ALL
  SELECT ${row({ kind: "'engineer.joined'", event_id: "'e/' || name", occurred_at: time('joined'), team: 'team', engineer: 'name' })} FROM engineers
  UNION ALL
  SELECT ${row({ kind: "'change'", event_id: "'f/' || name", occurred_at: time('joined + delay - 1e-5'), service: 'service', team: 'team', platform: 'is_on', change_id: "'f/' || name", engineer: 'name' })} FROM engineers
  UNION ALL
  SELECT ${row({ ...of, kind: "'deployment'", event_id: "'g/' || name", service: 'service', occurred_at: time('joined + delay'), outcome: "'success'", deployment_id: "'g/' || name", rework: 'FALSE' })} FROM engineers`;
}

function manifestOf(stack: string, team: string, arm: 'on' | 'off', isNew: boolean, i: number): object {
  const capabilities = { service: { version: '1', count: 1 }, ...(i % 3 === 0 ? { database: { version: '1', count: 1 } } : {}), ...(i % 7 === 0 ? { queue: { version: '1', count: 2 } } : {}) };
  return {
    stack, team, at: new Date((isNew ? WINDOW_FROM.getTime() : AS_OF.getTime() - (200 + i % 400) * 86_400_000)).toISOString(), tier: 'production',
    summary: arm === 'off' ? null : { v: '1', package: i % 4 === 0 ? '1.3.0' : '1.4.0', edition: i % 4 === 0 ? '2026.06' : '2026.12', tier: 'production', capabilities, owners: [team], decisions: { path: 40 + i % 9, platform: 3, team: 4 + i % 6 }, escapes: { recorded: i % 11 === 0 ? 1 : 0, unrecorded: i % 97 === 0 ? 1 : 0 } },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' }, services: { type: 'string', default: '10000' }, teams: { type: 'string', default: '200' }, engineers: { type: 'string', default: '1800' }, deployments: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' }, format: { type: 'string', default: 'parquet' } } });
  if (!values.out || !['parquet', 'cdevents'].includes(values.format)) {
    console.error('Give --out DIR, and --format parquet or cdevents.');
    process.exit(2);
  }
  const [services, teams, engineers, deployments, seed] = [values.services, values.teams, values.engineers, values.deployments, values.seed].map(Number) as [number, number, number, number, number];
  const { files } = await writeFleet({ services, teams, engineers, deployments, seed }, values.out, values.format as 'parquet' | 'cdevents', text => console.error(text));
  console.log(files.join('\n'));
}
