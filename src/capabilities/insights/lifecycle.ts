import { ERRORS_PREFIX, EVENTS_PREFIX, RESULTS_PREFIX } from './catalog';
import { InsightsChoices } from './decisions';
import { LifecycleRule } from '../../parts/private-bucket/private-bucket';

/** When events, errors, results of queries and old versions of all of them are deleted. */
export function lifecycleRules(choices: InsightsChoices): LifecycleRule[] {
  return [
    { id: 'all', prefix: '', oldVersionDays: choices.oldVersionDays, uploadDays: choices.uploadDays },
    { id: 'events', prefix: EVENTS_PREFIX, expireAfterDays: choices.retentionDays },
    { id: 'errors', prefix: ERRORS_PREFIX, expireAfterDays: choices.errorRetentionDays },
    { id: 'results', prefix: RESULTS_PREFIX, expireAfterDays: choices.resultRetentionDays },
  ];
}
