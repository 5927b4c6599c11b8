import { BucketDecisions } from './decisions';
import { dataBucketCodecs, dataBucketPlaces } from '../../parts/data-bucket/places';
import { keyPlaces } from '../../parts/data-key/places';
import { inRule } from '../../parts/private-bucket/places';
import { Codecs } from '../../record/codecs';
import { Place } from '../../record/place';

export const places: Place<BucketDecisions>[] = [
  ...dataBucketPlaces,
  ...keyPlaces,
  { decision: 'expireAfterDays', ...inRule('bucket', 'all', 'expireAfterDays') },
  {
    decision: 'lifecycle',
    cloudformation: { slot: 'bucket', path: 'LifecycleConfiguration.Rules' },
    terraform: { slot: 'bucketLifecycle', path: 'rule' },
    unit: 'rules-by-prefix',
  },
  {
    decision: 'cors',
    cloudformation: { slot: 'bucket', path: 'CorsConfiguration.CorsRules' },
    terraform: { slot: 'bucketCors', path: 'cors_rule' },
    unit: 'cors-rules',
  },
  { decision: 'tieringAfterDays', ...inRule('bucket', 'all', 'tieringAfterDays') },
  {
    decision: 'onRemoval',
    slot: 'bucket',
    cloudformation: { path: 'DeletionPolicy', unit: 'on-removal' },
    terraform: { path: 'force_destroy', unit: 'on-forced-removal' },
  },
  {
    decision: 'onRemoval',
    slot: 'bucket',
    cloudformation: 'UpdateReplacePolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
    when: { onRemoval: 'retain' },
  },
  {
    decision: 'lockDays',
    cloudformation: { slot: 'bucket', path: 'ObjectLockConfiguration.Rule.DefaultRetention.Days' },
    terraform: { slot: 'bucketObjectLock', path: 'rule.default_retention.days' },
  },
  {
    decision: 'lockMode',
    cloudformation: { slot: 'bucket', path: 'ObjectLockConfiguration.Rule.DefaultRetention.Mode' },
    terraform: { slot: 'bucketObjectLock', path: 'rule.default_retention.mode' },
    unit: 'kebab-case',
  },
];

/** The function that empties a bucket, which Terraform does without. The README has the reasons. */
export const differences: string[] = [
  'emptyingRuntime',
  'emptyingArchitecture',
  'emptyingMemoryMib',
  'emptyingTimeoutSeconds',
  'emptyingConcurrency',
  'emptyingLogDays',
];

export const codecs: Codecs = {
  ...dataBucketCodecs,
  /** The rules for some objects: all but that for every object. */
  'rules-by-prefix': (rules: any[]) =>
    rules
      .filter(({ Id, id }) => (Id ?? id) !== 'all')
      .map(rule => ({
        prefix: rule.Prefix ?? rule.filter[0].prefix,
        expireAfterDays: rule.ExpirationInDays ?? rule.expiration[0].days,
      })),
  /** The rules for websites, without what no team has said. */
  'cors-rules': (rules: any[] = []) =>
    rules.map(rule =>
      definedOf({
        allowedOrigins: rule.AllowedOrigins ?? rule.allowed_origins,
        allowedMethods: rule.AllowedMethods ?? rule.allowed_methods,
        allowedHeaders: rule.AllowedHeaders ?? rule.allowed_headers,
        exposedHeaders: rule.ExposedHeaders ?? rule.expose_headers,
        maxAgeSeconds: rule.MaxAge ?? rule.max_age_seconds,
      }),
    ),
};

function definedOf(properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
