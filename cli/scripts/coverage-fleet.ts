// Builds reports of many small fleets in this process. The SQL and the report are those of the command; no files are
// written.
import { measure } from '../src/events/aggregate.ts';
import { Database, literal } from '../src/events/database.ts';
import { createSettingsTables } from '../src/events/settings-tables.ts';
import { EVENT_COLUMNS } from '../src/events/table.ts';
import { buildReport, NO_EVENTS } from '../src/report/build.ts';
import type { Report } from '../src/report/model.ts';
import type { ValueInputs } from '../src/report/value-inputs.ts';
import { eventsOf } from './fleet-events.ts';
import { AS_OF, WINDOW_FROM } from './fleet-parameters.ts';
import { type Drawn, draw, type FleetSize, insert } from './fleet-services.ts';

/** The given inputs, as numbers without ranges, so that only the measured inputs are random. */
export const GIVEN_VALUE: ValueInputs = {
  currency: 'EUR',
  given: Object.fromEntries(
    Object.entries({
      teamCost: 100_000,
      engineerHour: 85,
      waitingHoursPerDay: 2,
      outageHour: 500,
      attributable: 0.4,
    }).map(([name, value]) => [name, { low: value, high: value, source: 'given' }]),
  ),
};

/** The columns of the events of a fleet. The other columns of the table are null. */
const MADE = [
  'kind',
  'event_id',
  'occurred_at',
  'received_at',
  'service',
  'team',
  'production',
  'platform',
  'outcome',
  'rework',
  'deployment_id',
  'incident_id',
  'change_id',
  'engineer',
];

export class ReportedFleets {
  private constructor(private readonly database: Database) {}

  static async open(): Promise<ReportedFleets> {
    const database = await Database.open({ threads: 1 });
    await createSettingsTables(
      database,
      { asOf: AS_OF, windowFrom: WINDOW_FROM, incidentHours: 24, lateHours: 24, unplacedArm: null },
      [],
    );
    return new ReportedFleets(database);
  }

  async report(size: FleetSize): Promise<{ drawn: Drawn; report: Report }> {
    const drawn = draw(size);
    await this.database.run('BEGIN TRANSACTION');
    try {
      await insert(this.database, drawn);
      const columns = Object.entries(EVENT_COLUMNS).map(([name, type]) =>
        name === 'format' ? "'normalised' AS format" : MADE.includes(name) ? name : `CAST(NULL AS ${type}) AS ${name}`,
      );
      await this.database.run(
        `CREATE TABLE events AS SELECT ${columns.join(', ')}
        FROM (${eventsOf(size.seed)})
        WHERE occurred_at <= ${literal(AS_OF)}`,
      );
      const measures = await measure(this.database, () => {});
      const report = buildReport(
        {
          sources: [],
          records: [],
          brokenManifests: 0,
          reference: { packageVersion: '0', editions: [], capabilities: {}, decisions: {} },
          aggregates: { ...NO_EVENTS, ...measures },
          brokenFiles: [],
          ambiguousNames: [],
        },
        {
          program: { name: 'goldenpath', version: '0' },
          now: AS_OF,
          asOf: AS_OF,
          windowFrom: WINDOW_FROM,
          minimumN: 1,
          incidentHours: 24,
          tiers: null,
          liftReading: null,
          liftMetric: null,
          value: GIVEN_VALUE,
          ownerOf: () => null,
          seed: size.seed,
          simulations: 1000,
        },
      );
      return { drawn, report };
    } finally {
      await this.database.run('ROLLBACK');
    }
  }

  close(): void {
    this.database.close();
  }
}
