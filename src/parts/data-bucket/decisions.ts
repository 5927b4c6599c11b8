import { always } from '../../path/decision';
import { LogBucketChoices } from '../log-bucket/decisions';

/**
 * The choices about a bucket of data that every capability with one makes under these names.
 *
 * @internal
 */
export interface DataBucketChoices extends LogBucketChoices {
  readonly publicAccessBlocked: boolean;
  readonly aclsDisabled: boolean;
  readonly tlsRequired: boolean;
  readonly minimumTlsVersion: string;
  readonly bucketKey: boolean;
  readonly versioned: boolean;
  readonly objectLock: boolean;
  /** For how many days every new object is locked. Null where none is locked by itself. */
  readonly lockDays?: number | null;
  /** How it is locked: `governance` or `compliance`. */
  readonly lockMode?: string | null;
  readonly eventBridge: boolean;
  readonly accessLogs: boolean;
  readonly onRemoval: string;
}

/**
 * Who gets into a bucket of data at all, whatever anybody was granted.
 *
 * @param tls why clear text is refused: a capability may have more than its bucket that refuses it
 * @internal
 */
export function bucketAccessDecisions(tls: string) {
  return {
    publicAccessBlocked: always(true).oneOf(true, false).because('No policy and no ACL can make it public.'),
    aclsDisabled: always(true)
      .oneOf(true, false)
      .because('Policies alone say who may do what, and its account owns all that is in it.'),
    tlsRequired: always(true).oneOf(true, false).because(tls),
    minimumTlsVersion: always('1.2')
      .oneOf('1.2', '1.3')
      .because('Older versions are broken, and every SDK since 2014 speaks this one.'),
  };
}
