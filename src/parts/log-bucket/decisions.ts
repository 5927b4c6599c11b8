import { always } from '../../path/decision';
import { MOST_DAYS } from '../private-bucket/decisions';

/**
 * The choices about a bucket of access logs that every capability with such logs makes under these names.
 *
 * @internal
 */
export interface LogBucketChoices {
  readonly accessLogRetentionDays: number;
  readonly accessLogVersionDays: number;
  readonly accessLogUploadDays: number;
}

/**
 * Why access logs, their old versions, and uploads that never ended are kept for so long.
 *
 * @internal
 */
export interface LogBucketReasons {
  readonly retention: string;
  readonly versions: string;
  readonly uploads: string;
}

/**
 * When access logs go.
 *
 * @internal
 */
export function logBucketDecisions({ retention, versions, uploads }: LogBucketReasons) {
  return {
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .whole(1, MOST_DAYS)
      .because(retention),
    accessLogVersionDays: always(1).whole(1, MOST_DAYS).because(versions),
    accessLogUploadDays: always(7).whole(1, MOST_DAYS).because(uploads),
  };
}
