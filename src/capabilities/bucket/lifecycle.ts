import { BucketDecisions } from './decisions';
import { LifecycleRule } from '../../parts/private-bucket/private-bucket';

/** What happens to all objects, then what happens to some of them sooner. */
export function lifecycleRules({
  expireAfterDays,
  lifecycle,
  oldVersionDays,
  uploadDays,
  tieringAfterDays,
}: BucketDecisions): LifecycleRule[] {
  return [
    {
      id: 'all',
      prefix: '',
      expireAfterDays: expireAfterDays ?? undefined,
      removeMarkers: expireAfterDays === null ? true : undefined,
      // Also where no versions are kept any more: those of before are paid for.
      oldVersionDays,
      uploadDays,
      tieringAfterDays: tieringAfterDays ?? undefined,
    },
    // S3 wants each to have an id of its own.
    ...lifecycle.map((rule, index) => ({
      id: `prefix-${index + 1}`,
      prefix: rule.prefix,
      expireAfterDays: rule.expireAfterDays,
    })),
  ];
}
