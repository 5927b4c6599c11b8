import { ERRORS_PREFIX, EVENTS_PREFIX, RESULTS_PREFIX } from './catalog';
import { InsightsDecisions } from './decisions';
import { LifecycleRule } from '../../parts/private-bucket/private-bucket';

/** When events, errors and results of queries go, and what is left of each. */
export function lifecycleRules(decided: InsightsDecisions): LifecycleRule[] {
  return [
    { id: 'all', prefix: '', oldVersionDays: decided.oldVersionDays, uploadDays: decided.uploadDays },
    { id: 'events', prefix: EVENTS_PREFIX, expireAfterDays: decided.retentionDays },
    { id: 'errors', prefix: ERRORS_PREFIX, expireAfterDays: decided.errorRetentionDays },
    { id: 'results', prefix: RESULTS_PREFIX, expireAfterDays: decided.resultRetentionDays },
  ];
}
