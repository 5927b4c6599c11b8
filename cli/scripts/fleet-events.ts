// The events of a fleet, made in DuckDB from its services and engineers.
import { literal } from '../src/events/database.ts';
import { DAYS, FAILED_WITHOUT_INCIDENT, WINDOW_FROM } from './fleet-parameters.ts';

/**
 * The SQL of the events of a fleet. Each random number is a hash of the seed, its purpose, the service and a counter.
 * The rows therefore do not depend on the order in which DuckDB makes them.
 */
export function eventsOf(seed: number): string {
  // DuckDB adds up the hashes of several values. A second hash removes the correlation.
  const uniform = (what: number, counter = 'i') =>
    `((hash(hash(${seed}, ${what}, name, ${counter})) >> 11)::DOUBLE / 9007199254740992)`;
  // The method of Box and Muller.
  const normal = (what: number) => `(sqrt(-2 * ln(1 - ${uniform(what)})) * cos(2 * pi() * ${uniform(what + 1)}))`;
  const time = (days: string) => `(${literal(WINDOW_FROM)} + to_microseconds((86400e6 * (${days}))::BIGINT))`;
  const row = (fields: { [column: string]: string }) => {
    const all: { [column: string]: string } = {
      kind: 'NULL',
      event_id: 'NULL',
      occurred_at: 'NULL',
      received_at: 'NULL',
      service: 'NULL',
      team: 'NULL',
      production: 'NULL',
      platform: 'NULL',
      outcome: 'NULL',
      rework: 'NULL',
      deployment_id: 'NULL',
      incident_id: 'NULL',
      change_id: 'NULL',
      engineer: 'NULL',
      ...fields,
    };
    return Object.entries(all)
      .map(([column, value]) => `${value === 'NULL' ? `CAST(NULL AS ${typeOf(column)})` : value} AS ${column}`)
      .join(', ');
  };
  const of = { service: 'name', team: 'team', production: 'TRUE', platform: 'is_on' };
  const deployment = row({
    ...of,
    kind: "'deployment'",
    event_id: "'d/' || name || '/' || i",
    occurred_at: time('day'),
    outcome: "CASE WHEN failed AND silent THEN 'failure' ELSE 'success' END",
    rework: 'hotfix',
    deployment_id: "name || '/' || i",
  });
  const incidentDetected = row({
    ...of,
    kind: "'incident.detected'",
    event_id: "'i/' || name || '/' || i || '/' || k",
    occurred_at: time('detected'),
    deployment_id: "CASE WHEN named THEN name || '/' || i END",
    incident_id: "name || '/' || i || '/' || k",
  });
  const incidentResolved = row({
    ...of,
    kind: "'incident.resolved'",
    event_id: "'r/' || name || '/' || i || '/' || k",
    occurred_at: time('detected + lasted'),
    incident_id: "name || '/' || i || '/' || k",
  });
  const change = row({
    ...of,
    kind: "'change'",
    event_id: "'c/' || name || '/' || i",
    occurred_at: time(`starts + (${DAYS} - starts) * ${uniform(10)}`),
    change_id: "'c/' || name || '/' || i",
    engineer: `'old-' || (hash(hash(${seed}, 11, name, i)) % 1000)`,
  });
  const serviceCreated = row({
    ...of,
    kind: "'service.created'",
    event_id: "'s/' || name",
    occurred_at: time('created'),
  });
  const engineerJoined = row({
    kind: "'engineer.joined'",
    event_id: "'e/' || name",
    occurred_at: time('joined'),
    team: 'team',
    engineer: 'name',
  });
  // The first deployment of an engineer is one of the service academy, which has no team and no arm.
  const firstChange = row({
    kind: "'change'",
    event_id: "'f/' || name",
    occurred_at: time('joined + delay - 1e-5'),
    service: "'academy'",
    change_id: "'f/' || name",
    engineer: 'name',
  });
  const firstDeployment = row({
    kind: "'deployment'",
    event_id: "'g/' || name",
    service: "'academy'",
    production: 'TRUE',
    occurred_at: time('joined + delay'),
    outcome: "'success'",
    deployment_id: "'g/' || name",
    rework: 'FALSE',
  });
  const lasted = `repair / 24 * exp(${normal(8).replaceAll(', i))', ', i * 2 + k))')})`;
  return `
  WITH made AS (
    -- The first deployment of a new service is the one that it waited for, and succeeds.
    SELECT
      name,
      team,
      is_on,
      repair,
      i,
      CASE
        WHEN created IS NOT NULL AND i = 0 THEN starts ELSE starts + (${DAYS} - starts) * ${uniform(1)}
      END AS day,
      NOT (created IS NOT NULL AND i = 0) AND ${uniform(2)} < fail_rate AS failed,
      ${uniform(3)} < ${FAILED_WITHOUT_INCIDENT} AS silent,
      ${uniform(4)} < rework AS hotfix
    FROM (
      SELECT
        *,
        unnest(range(deployments + CASE WHEN created IS NOT NULL AND starts < ${DAYS} THEN 1 ELSE 0 END)) AS i
      FROM services
    )
  ), broken AS (
    SELECT
      *,
      ${uniform(5)} < 0.5 AS named,
      unnest(range(1 + CASE WHEN ${uniform(6)} < 0.2 THEN 1 ELSE 0 END)) AS k
    FROM made
    WHERE failed AND NOT silent
  ), incidents AS (
    SELECT *, day + 30 / 86400 * (1 + ${uniform(7, 'i * 2 + k')}) AS detected, ${lasted} AS lasted
    FROM broken
  )
  SELECT ${deployment} FROM made
  UNION ALL
  SELECT ${incidentDetected} FROM incidents
  UNION ALL
  SELECT ${incidentResolved} FROM incidents
  UNION ALL
  SELECT ${change}
  FROM (SELECT *, unnest(range(changes)) AS i FROM services)
  UNION ALL
  SELECT ${serviceCreated} FROM services WHERE created IS NOT NULL
  UNION ALL
  SELECT ${engineerJoined} FROM engineers
  UNION ALL
  SELECT ${firstChange} FROM engineers
  UNION ALL
  SELECT ${firstDeployment} FROM engineers`;
}

function typeOf(column: string): string {
  if (column.endsWith('_at')) return 'TIMESTAMP';
  return ['production', 'platform', 'rework'].includes(column) ? 'BOOLEAN' : 'VARCHAR';
}
