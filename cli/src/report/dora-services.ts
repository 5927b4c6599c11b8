import type { Aggregates } from '../events/aggregates.js';
import type { Row } from '../events/database.js';
import type { Arm } from './model.js';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** Counts of deployments, which can be added up over services, months and teams. */
export interface Counts {
  /** The weeks in which the service could be deployed. */
  readonly weeks: number;
  readonly deployments: number;
  readonly successes: number;
  readonly failed: number;
  readonly notRecovered: number;
  readonly rework: number;
}

const NONE: Counts = { weeks: 0, deployments: 0, successes: 0, failed: 0, notRecovered: 0, rework: 0 };

export interface Service extends Counts {
  readonly service: string;
  readonly team: string | null;
  readonly arm: Arm | null;
}

/** The services with their counts, those with the most deployments first. */
export function servicesOf({ placed, months }: Aggregates, asOf: Date): Service[] {
  const counts = new Map<string, Counts>();
  for (const row of months) counts.set(row.service_key, add(counts.get(row.service_key) ?? NONE, countsOf(row)));
  return placed
    .map(({ service_key, team, arm, counted_from }): Service => ({
      service: service_key,
      team,
      arm,
      ...(counts.get(service_key) ?? NONE),
      weeks: Math.max(0, (asOf.getTime() - new Date(counted_from).getTime()) / WEEK),
    }))
    .sort((a, b) => b.deployments - a.deployments || a.service.localeCompare(b.service));
}

function countsOf({ deployments, successes, failed, not_recovered, rework }: Row): Counts {
  return {
    weeks: 0,
    deployments: Number(deployments),
    successes: Number(successes),
    failed: Number(failed),
    notRecovered: Number(not_recovered),
    rework: Number(rework),
  };
}

function add(a: Counts, b: Counts): Counts {
  return {
    weeks: a.weeks + b.weeks,
    deployments: a.deployments + b.deployments,
    successes: a.successes + b.successes,
    failed: a.failed + b.failed,
    notRecovered: a.notRecovered + b.notRecovered,
    rework: a.rework + b.rework,
  };
}

/** The sums over services. A service without a production deployment does not count. */
export function sum(services: readonly Counts[]): Counts {
  return services.filter(({ deployments }) => deployments > 0).reduce(add, NONE);
}
