import type { Aggregates } from '../events/aggregates.js';
import { type Classes } from '../statistics/classes.js';
import { correlationOf, spreadOf, type TeamCount } from '../statistics/teams.js';
import type { Service } from './dora-services.js';
import { type IntervalBasis, MINIMUM_TEAMS } from './estimate.js';
import type { Arm, DoraMetricId } from './model.js';

type Group = Arm | 'all';
const NO_EVENTS: TeamCount = { events: 0, of: 0 };

/** The counts of each team for a metric, by arm and in all. A service without a team counts as a team. */
export class Teams {
  private readonly counts = new Map<string, { [group in Group]: TeamCount }>();

  constructor(id: DoraMetricId, services: readonly Service[], { teamHalves }: Aggregates) {
    if (isDuration(id))
      for (const { metric, team, arm, n, under_arm, under_all } of teamHalves) {
        if (metric !== id) continue;
        if (arm !== null) this.add(team, arm, { events: under_arm, of: n });
        this.add(team, 'all', { events: under_all, of: n });
      }
    else
      for (const service of services) {
        if (service.deployments === 0) continue;
        const added =
          id === 'deploymentFrequency'
            ? { events: service.successes, of: service.weeks }
            : { events: id === 'changeFailRate' ? service.failed : service.rework, of: service.deployments };
        const team = service.team ?? `service ${service.service}`;
        if (service.arm !== null) this.add(team, service.arm, added);
        this.add(team, 'all', added);
      }
  }

  private add(team: string, group: Group, { events, of }: TeamCount): void {
    const counts = this.counts.get(team) ?? { on: NO_EVENTS, off: NO_EVENTS, all: NO_EVENTS };
    this.counts.set(team, { ...counts, [group]: { events: counts[group].events + events, of: counts[group].of + of } });
  }

  /** The number of teams in a group. */
  number(group: Group): number {
    return this.in(group).filter(({ of }) => of > 0).length;
  }

  /** The basis of the interval of a group. */
  intervalBasis(group: Group): IntervalBasis {
    return (this.number(group) >= MINIMUM_TEAMS ? spreadOf(this.in(group)) : null) ?? 'these teams';
  }

  /** The correlation of the two arms, which comes from teams in both arms. */
  correlation(): number {
    const [on, off] = [spreadOf(this.in('on')), spreadOf(this.in('off'))];
    return on && off ? correlationOf(on.moves, off.moves) : 0;
  }

  private in(group: Group): TeamCount[] {
    return [...this.counts.values()].map(counts => counts[group]);
  }
}

/** Whether a metric is a median of durations. */
export function isDuration(id: DoraMetricId): boolean {
  return id === 'changeLeadTime' || id === 'failedDeploymentRecoveryTime';
}

/** The durations of a metric in classes, for one arm or for all services. */
export function classesOf(id: DoraMetricId, group: Group, { classes }: Aggregates): Classes {
  const found = new Map<number, number>();
  for (const { metric, arm, class: of, n } of classes)
    if (metric === id && (group === 'all' || arm === group)) found.set(of, (found.get(of) ?? 0) + n);
  return found;
}
