import { medianRanks } from '../statistics/intervals.js';
import { type Database, literal, type Row } from './database.js';

/** What the aggregations need to be told. */
export interface AggregateSettings {
  readonly asOf: Date;
  /** Where the window of the DORA measures begins. */
  readonly windowFrom: Date;
  /** For how long an incident that names no deployment may follow from the last one. */
  readonly incidentHours: number;
  /** From when on an event was received late. */
  readonly lateHours: number;
  /** Where services of which no stack and no event says it are put; null: in no arm. */
  readonly unplacedArm: 'on' | 'off' | null;
}

/** What the stacks say of a service of this name. */
export interface ServiceName {
  /** As an event calls it. */
  readonly service: string;
  /** As the report calls it. */
  readonly called: string;
  /** What stands in one stack may be told of as one, or each by itself. */
  readonly stack: string;
  /** Of the account alone in which the stack is; null: wherever it is told of. */
  readonly account: string | null;
  readonly team: string | null;
  readonly arm: 'on' | 'off' | null;
  readonly production: boolean | null;
}

export interface Aggregates {
  readonly placed: readonly Row[];
  readonly months: readonly Row[];
  readonly serviceMedians: readonly Row[];
  readonly armMedians: readonly Row[];
  readonly fleetMedians: readonly Row[];
  readonly teamHalves: readonly Row[];
  readonly classes: readonly Row[];
  readonly firstServices: readonly Row[];
  readonly firstEngineers: readonly Row[];
  readonly quality: Row;
  readonly outOfOrder: number;
  readonly duplicates: { readonly events: number; readonly surplus: number; readonly examples: readonly string[] };
  readonly negative: readonly Row[];
  readonly orphans: Row;
  readonly sameNames: readonly Row[];
  /** Deployments that a better source tells of. */
  readonly toldAgain: readonly Row[];
  /** A few of each finding. */
  readonly examples: { readonly [finding: string]: readonly string[] };
}

/**
 * The formats that tell of deployments, what knows most first: a pipeline knows its changes and incidents, a stack only
 * that something changed.
 */
const SOURCES: ReadonlyArray<readonly [place: number, format: string]> = [
  [1, 'normalised'],
  [1, 'cdevents'],
  [2, 'github'],
  [3, 'ecs'],
  [4, 'cloudformation'],
];
/** Nothing of a service is older. */
const EARLIEST = new Date('2006-03-14T00:00:00Z');
const EXACT_RANKS = 1000;

/** What the tables of `sql/` say of delivery. */
export type Measures = Pick<
  Aggregates,
  | 'placed'
  | 'months'
  | 'serviceMedians'
  | 'armMedians'
  | 'fleetMedians'
  | 'teamHalves'
  | 'classes'
  | 'firstServices'
  | 'firstEngineers'
>;

/** Runs the aggregations of `sql/` over the table of events. */
export async function aggregate(
  database: Database,
  settings: AggregateSettings,
  services: readonly ServiceName[],
  progress: (text: string) => void,
): Promise<Aggregates> {
  await prepare(database, settings, services);
  const measured = await measure(database, progress);
  return { ...measured, ...(await inspect(database, settings, progress)) };
}

const STEPS: ReadonlyArray<readonly [does: string, work: (database: Database) => Promise<void>]> = [
  [
    'services',
    async database => {
      await database.table('names');
      await database.table('told');
    },
  ],
  ['events', database => database.view('usable')],
  ['deployments', database => database.table('deployments')],
  ['incidents', database => database.table('incidents')],
  ['changes', database => database.table('changes')],
  [
    'teams',
    async database => {
      await database.table('service_facts');
      await database.table('placed');
    },
  ],
  ['the order of events', database => database.table('timeline')],
  [
    'failures',
    async database => {
      await database.table('incident_deployments');
      await database.table('failures');
      await database.table('reworks');
      await database.view('deployment_facts');
    },
  ],
  ['durations', database => database.table('durations')],
  [
    'measures',
    async database => {
      await database.table('arm_medians');
      await database.table('fleet_medians');
      await database.view('first_services');
      await database.view('first_engineers');
    },
  ],
];
const ALL_STEPS = STEPS.length + 1;

/** What the report says of delivery. */
export async function measure(database: Database, progress: (text: string) => void): Promise<Measures> {
  // The tables that follow have no order of their own; to keep one costs memory.
  await database.run('SET preserve_insertion_order = false');
  for (const [i, [does, work]] of STEPS.entries())
    await watched(database, `${i + 1} of ${ALL_STEPS}: ${does}`, progress, () => work(database));
  return {
    placed: await database.rows('SELECT * FROM placed'),
    months: await database.query('service_months'),
    serviceMedians: await database.query('service_medians'),
    armMedians: await database.rows('SELECT * FROM arm_medians'),
    fleetMedians: await database.rows('SELECT * FROM fleet_medians'),
    teamHalves: await database.query('team_halves'),
    classes: await database.query('duration_classes'),
    firstServices: await database.rows('SELECT * FROM first_services'),
    firstEngineers: await database.rows('SELECT * FROM first_engineers'),
  };
}

/** What is wrong with the events. */
async function inspect(
  database: Database,
  settings: AggregateSettings,
  progress: (text: string) => void,
): Promise<Omit<Aggregates, keyof Measures>> {
  let found!: Omit<Aggregates, keyof Measures>;
  await watched(database, `${ALL_STEPS} of ${ALL_STEPS}: the quality of the data`, progress, async () => {
    await database.table('duplicates');
    const quality = (await database.query('quality'))[0]!;
    const [counts] = await database.rows(
      'SELECT COUNT(*) AS events, COALESCE(SUM(times - 1), 0)::BIGINT AS surplus FROM duplicates',
    );
    const often = await database.rows('SELECT event_id, times FROM duplicates ORDER BY times DESC, event_id LIMIT 3');
    // The order of lines is not in the data, so that this cannot be asked elsewhere than here.
    await database.run('SET preserve_insertion_order = true');
    const [disorder] = await database.rows(
      'SELECT COUNT(*) AS n FROM (SELECT occurred_at, source_file, LAG(occurred_at) OVER () AS before, ' +
        'LAG(source_file) OVER () AS file_before FROM events WHERE kind IS NOT NULL) WHERE occurred_at < before AND ' +
        'source_file = file_before',
    );
    found = {
      quality,
      outOfOrder: disorder!.n,
      duplicates: {
        events: counts!.events,
        surplus: counts!.surplus,
        examples: often.map(({ event_id, times }) => `${event_id} (${times} times)`),
      },
      negative: await database.query('negative'),
      orphans: (await database.query('orphans'))[0]!,
      sameNames: await database.query('same_names'),
      toldAgain: await database.query('told_again'),
      examples: await examplesOf(database, settings, quality),
    };
  });
  return found;
}

/** The settings and the names, as tables. */
export async function prepare(
  database: Database,
  { asOf, windowFrom, incidentHours, lateHours, unplacedArm }: AggregateSettings,
  services: readonly ServiceName[],
): Promise<void> {
  await database.run(
    `CREATE TABLE settings AS SELECT ${literal(asOf)} AS as_of, ${literal(windowFrom)} AS window_from, ` +
      `${literal(EARLIEST)} AS earliest, ${incidentHours} AS incident_hours, ${lateHours} AS late_hours, ` +
      `CAST(${literal(unplacedArm)} AS VARCHAR) AS unplaced_arm`,
  );
  await database.run(
    'CREATE TABLE sources AS SELECT * FROM (VALUES ' +
      `${SOURCES.map(([place, format]) => `(${place}, ${literal(format)})`).join(', ')}) AS sources (place, format)`,
  );
  await database.run(
    'CREATE TABLE service_names (service VARCHAR, called VARCHAR, stack VARCHAR, team VARCHAR, arm VARCHAR, ' +
      'production BOOLEAN)',
  );
  await insert(
    database,
    'service_names',
    services
      .filter(({ account }) => account === null)
      .map(({ service, called, stack, team, arm, production }) => [service, called, stack, team, arm, production]),
  );
  await database.run('CREATE TABLE account_names (service VARCHAR, account VARCHAR, production BOOLEAN)');
  await insert(
    database,
    'account_names',
    services
      .filter(({ account }) => account !== null)
      .map(({ service, account, production }) => [service, account, production]),
  );
  const ranks = Array.from({ length: EXACT_RANKS }, (_, i) => ({ n: i + 1, ...medianRanks(i + 1) }));
  await database.run(
    'CREATE TABLE median_ranks AS SELECT * FROM (VALUES ' +
      `${ranks.map(({ n, low, high }) => `(${n}, ${literal(low)}, ${literal(high)})`).join(', ')}) AS ranks (n, ` +
      'low_rank, high_rank)',
  );
}

async function insert(
  database: Database,
  table: string,
  rows: ReadonlyArray<ReadonlyArray<string | boolean | null>>,
): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) {
    await database.run(
      `INSERT INTO ${table} VALUES ${rows
        .slice(i, i + 1000)
        .map(row => `(${row.map(literal).join(', ')})`)
        .join(', ')}`,
    );
  }
}

async function watched(
  database: Database,
  text: string,
  progress: (text: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  progress(text);
  const timer = setInterval(
    () => progress(database.percentage === undefined ? text : `${text}, ${Math.round(database.percentage)} %`),
    500,
  );
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

/** Of what was found only: each is one more look at all events. */
async function examplesOf(
  database: Database,
  { asOf, lateHours }: AggregateSettings,
  quality: Row,
): Promise<{ [finding: string]: string[] }> {
  const conditions: { [finding: string]: readonly [column: string, condition: string] } = {
    unreadable: ['unreadable', "format = 'unreadable'"],
    withoutTime: ['without_time', 'kind IS NOT NULL AND occurred_at IS NULL'],
    future: ['in_the_future', `occurred_at > ${literal(asOf)}`],
    early: ['before_the_cloud', `occurred_at < ${literal(EARLIEST)}`],
    late: ['late', `date_diff('second', occurred_at, received_at) > ${3600 * lateHours}`],
    negative: ['ended_before_start', 'started_at > occurred_at'],
    withoutService: [
      'without_service',
      "kind IS NOT NULL AND service IS NULL AND kind NOT IN ('engineer.joined', 'incident.resolved')",
    ],
    withoutOutcome: ['without_outcome', "kind = 'deployment' AND outcome IS NULL"],
    withoutEnvironment: [
      'without_environment',
      "kind = 'deployment' AND production IS NULL AND service NOT IN (SELECT service FROM service_names WHERE " +
        'production IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM account_names a WHERE a.service = events.service AND ' +
        'a.account = events.namespace AND a.production IS NOT NULL)',
    ],
  };
  const found: { [finding: string]: string[] } = {};
  for (const [finding, [column, condition]] of Object.entries(conditions)) {
    if (!quality[column]) continue;
    const rows = await database.rows(
      'SELECT event_id, service, source_file, CAST(occurred_at AS VARCHAR) AS occurred_at FROM events WHERE ' +
        `${condition} LIMIT 3`,
    );
    found[finding] = rows.map(
      ({ event_id, service, source_file, occurred_at }) =>
        [event_id, service, occurred_at].filter(each => each !== null).join(', ') || source_file,
    );
  }
  return found;
}
