import { BucketDecisions } from './decisions';

/** One rule of a bucket's lifecycle, in terms of no engine. What is left out does not happen. */
export interface LifecycleRule {
  readonly id: string;
  /** What the keys begin with. Empty for all objects. */
  readonly prefix: string;
  readonly expireAfterDays?: number;
  /** Removes the markers of deleted objects that no version is left of. S3 does that by itself where objects expire. */
  readonly removeMarkers?: boolean;
  readonly oldVersionDays?: number;
  readonly uploadDays?: number;
  readonly tieringAfterDays?: number;
}

/** What happens to all objects, then what happens to some of them sooner. */
export function lifecycleRules({ expireAfterDays, lifecycle, oldVersionDays, uploadDays, tieringAfterDays }: BucketDecisions): LifecycleRule[] {
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
    ...lifecycle.map((rule, index) => ({ id: `prefix-${index + 1}`, prefix: rule.prefix, expireAfterDays: rule.expireAfterDays })),
  ];
}
