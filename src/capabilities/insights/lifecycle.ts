import { ERRORS_PREFIX, EVENTS_PREFIX, RESULTS_PREFIX } from './catalog';
import { InsightsDecisions } from './decisions';

/** One rule of the bucket's lifecycle, in terms of no engine. */
export interface LifecycleRule {
  readonly id: string;
  /** What the keys begin with. Empty for all objects. */
  readonly prefix: string;
  readonly expireAfterDays?: number;
  readonly oldVersionDays?: number;
  readonly uploadDays?: number;
}

/** When events, errors and results of queries go, and what is left of each. */
export function lifecycleRules(decided: InsightsDecisions): LifecycleRule[] {
  return [
    { id: 'all', prefix: '', oldVersionDays: decided.oldVersionDays, uploadDays: decided.uploadDays },
    { id: 'events', prefix: EVENTS_PREFIX, expireAfterDays: decided.retentionDays },
    { id: 'errors', prefix: ERRORS_PREFIX, expireAfterDays: decided.errorRetentionDays },
    { id: 'results', prefix: RESULTS_PREFIX, expireAfterDays: decided.resultRetentionDays },
  ];
}
