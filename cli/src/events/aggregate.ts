import type { AggregateSettings, Aggregates, Measures, ServiceName } from './aggregates.js';
import type { Database } from './database.js';
import { inspectEvents } from './event-quality.js';
import { withProgress } from './progress.js';
import { createSettingsTables } from './settings-tables.js';

/** Runs the aggregations of `sql/` over the table of events. */
export async function aggregate(
  database: Database,
  settings: AggregateSettings,
  services: readonly ServiceName[],
  progress: (text: string) => void,
): Promise<Aggregates> {
  await createSettingsTables(database, settings, services);
  const measures = await measure(database, progress);
  const step = `${ALL_STEPS} of ${ALL_STEPS}: the quality of the data`;
  return { ...measures, ...(await inspectEvents(database, settings, step, progress)) };
}

const STEPS: ReadonlyArray<readonly [name: string, work: (database: Database) => Promise<void>]> = [
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

/** Runs the aggregations about delivery. */
export async function measure(database: Database, progress: (text: string) => void): Promise<Measures> {
  // The tables below have no order, and keeping one costs memory.
  await database.run('SET preserve_insertion_order = false');
  for (const [i, [name, work]] of STEPS.entries())
    await withProgress(database, `${i + 1} of ${ALL_STEPS}: ${name}`, progress, () => work(database));
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
