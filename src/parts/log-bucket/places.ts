import { LogBucketChoices } from './decisions';
import { Place } from '../../record/place';
import { inRule } from '../private-bucket/places';

/**
 * Where the decisions about a bucket of access logs are seen: in the slot `accessLogBucket`.
 *
 * @param when there is such a bucket
 * @internal
 */
export function logBucketPlaces(when: Place['when']): Place<LogBucketChoices>[] {
  return [
    { decision: 'accessLogRetentionDays', ...inRule('accessLogBucket', 'expire', 'expireAfterDays'), when },
    { decision: 'accessLogVersionDays', ...inRule('accessLogBucket', 'expire', 'oldVersionDays'), when },
    { decision: 'accessLogUploadDays', ...inRule('accessLogBucket', 'expire', 'uploadDays'), when },
  ];
}
