// The services and engineers of a fleet, drawn from its parameters.
import { type Database, literal } from '../src/events/database.ts';
import { Random } from '../src/statistics/random.ts';
import {
  ARMS,
  CHANGE_EVERY,
  DAYS,
  LEAD_IN_DAYS,
  NEW_SHARE,
  ON_OF_FIVE,
  SPREAD,
  type TeamSpread,
  WAITING_SPREAD,
} from './fleet-parameters.ts';

export interface FleetSize {
  readonly services: number;
  readonly teams: number;
  readonly engineers: number;
  readonly deployments: number;
  readonly seed: number;
  readonly spread?: TeamSpread;
  /** The share of services that are created in the window. */
  readonly newShare?: number;
}

export interface FleetService {
  readonly service: string;
  readonly team: string;
  readonly arm: 'on' | 'off';
  readonly isNew: boolean;
  /** The day of the window on which the service was created; null for an older service. */
  readonly created: number | null;
  /** The day of the window from which the service is deployed; negative for an older service. */
  readonly starts: number;
  readonly perWeek: number;
  readonly failRate: number;
}

type Cell = string | number | boolean | null;

/** The services and engineers of a fleet, and their rows for DuckDB. */
export interface Drawn {
  readonly services: readonly FleetService[];
  readonly serviceRows: ReadonlyArray<readonly Cell[]>;
  readonly engineerRows: ReadonlyArray<readonly Cell[]>;
}

/** The mean number of deployments of a service in a week, before the factors of its arm and team. */
export function meanPerWeek({ deployments, services }: Pick<FleetSize, 'deployments' | 'services'>): number {
  return deployments / services / ((DAYS + LEAD_IN_DAYS) / 7);
}

export function draw(size: FleetSize): Drawn {
  const random = new Random(size.seed);
  const spread = size.spread ?? SPREAD;
  const teams = Array.from({ length: size.teams }, (_, i) => {
    // A fixed share of the teams is on the platform, so that both arms have teams in a small fleet too.
    const arm = i % 5 < ON_OF_FIVE ? ('on' as const) : ('off' as const);
    return {
      name: `team-${String(i).padStart(3, '0')}`,
      arm,
      perWeek:
        meanPerWeek(size) *
        ARMS[arm].frequency *
        Math.exp(random.normal(-(spread.frequency ** 2) / 2, spread.frequency)),
      failRate: Math.min(0.5, Math.max(0.005, random.normal(ARMS[arm].failRate, spread.failRate))),
      weight: Math.exp(random.normal(0, spread.size)),
    };
  });
  const services: FleetService[] = [];
  const serviceRows: Cell[][] = [];
  const settled: Cell[][] = [];
  for (let i = 0; i < size.services; i += 1) {
    // Each team has one service. The other services are drawn by the size of the teams.
    const {
      name: team,
      arm,
      perWeek,
      failRate,
    } = i < size.teams || spread.size === 0 ? teams[i % size.teams]! : chosen(teams, random);
    const { rework, repairHours, firstServiceDays } = ARMS[arm];
    const isNew = random.next() < (size.newShare ?? NEW_SHARE);
    const created = isNew ? random.next() * DAYS : null;
    const starts =
      created === null
        ? -LEAD_IN_DAYS
        : created + firstServiceDays * Math.exp(random.normal(0, WAITING_SPREAD.service));
    const expected = (perWeek * Math.max(0, DAYS - starts)) / 7;
    const service = `service-${String(i).padStart(5, '0')}`;
    services.push({ service, team, arm, isNew, created, starts, perWeek, failRate });
    serviceRows.push([
      service,
      team,
      arm === 'on',
      starts,
      created,
      poisson(expected, random),
      poisson(expected / CHANGE_EVERY, random),
      failRate,
      rework,
      repairHours,
    ]);
    if (!isNew) settled.push([team, arm === 'on']);
  }
  const engineerRows = Array.from({ length: size.engineers }, (_, i) => {
    const [team, isOn] = settled[random.below(settled.length)]!;
    return [
      `engineer-${String(i).padStart(4, '0')}`,
      team!,
      random.next() * DAYS,
      ARMS[isOn ? 'on' : 'off'].firstEngineerDays * Math.exp(random.normal(0, WAITING_SPREAD.engineer)),
    ];
  });
  return { services, serviceRows, engineerRows };
}

export async function insert(database: Database, { serviceRows, engineerRows }: Drawn): Promise<void> {
  await insertInto(
    database,
    'services (name VARCHAR, team VARCHAR, is_on BOOLEAN, starts DOUBLE, created DOUBLE, deployments INTEGER, ' +
      'changes INTEGER, fail_rate DOUBLE, rework DOUBLE, repair DOUBLE)',
    serviceRows,
  );
  await insertInto(database, 'engineers (name VARCHAR, team VARCHAR, joined DOUBLE, delay DOUBLE)', engineerRows);
}

async function insertInto(database: Database, table: string, rows: ReadonlyArray<readonly Cell[]>): Promise<void> {
  await database.run(`CREATE TABLE ${table}`);
  for (let i = 0; i < rows.length; i += 1000) {
    await database.run(
      `INSERT INTO ${table.split(' ')[0]} VALUES ${rows
        .slice(i, i + 1000)
        .map(row => `(${row.map(literal).join(', ')})`)
        .join(', ')}`,
    );
  }
}

function chosen<T extends { readonly weight: number }>(all: readonly T[], random: Random): T {
  let left = random.next() * all.reduce((sum, { weight }) => sum + weight, 0);
  return all.find(({ weight }) => (left -= weight) < 0) ?? all.at(-1)!;
}

/** A Poisson number: by Knuth's method for a small mean, by the normal approximation for a large one. */
function poisson(mean: number, random: Random): number {
  if (mean > 100) return Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean))));
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  for (; product > limit; count += 1) product *= random.next();
  return count;
}
