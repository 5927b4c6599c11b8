import { BucketDecisions } from './decisions';
import { LifecycleRule } from '../../parts/private-bucket/private-bucket';

/** The rule for all objects, then those for the objects that expire sooner. */
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
      // Also where no versions are kept any more: those from before are still paid for.
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
