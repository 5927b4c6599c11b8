import { BucketCorsRule, BucketLifecycleRule, ManagedBucketProps } from './props';
import { bucketAccessDecisions } from '../../parts/data-bucket/decisions';
import { BroughtKeyChoices, broughtKeyDecision, ownKeyUnless } from '../../parts/data-key/brought';
import { keyDecisions } from '../../parts/data-key/decisions';
import { logBucketDecisions } from '../../parts/log-bucket/decisions';
import { MOST_DAYS } from '../../parts/private-bucket/decisions';
import { always, choose, follows, only } from '../../path/decision';
import { Ledger } from '../../path/ledger';

/** The policy of a bucket: every choice, its default by tier, and why. */
export function decide(props: ManagedBucketProps, ledger: Ledger) {
  const asked = ledger.settle(asking(props));
  const ages = ledger.settle(aging(asked));
  const brought = ledger.settle(broughtKeyDecision(props));
  const protection = ledger.settle(protecting(asked, brought));
  const lock = ledger.settle(locking(protection));
  const mode = ledger.settle(lockingMode(lock));
  const observation = ledger.settle(observing());
  const removal = ledger.settle(emptying(protection));
  return { ...asked, ...ages, ...brought, ...protection, ...lock, ...mode, ...observation, ...removal };
}

/** The choices of one bucket. */
export type BucketDecisions = ReturnType<typeof decide>;

function asking(props: ManagedBucketProps) {
  return {
    versioned: choose(props.versioned, true).because('What was overwritten or deleted by mistake can be brought back.'),
    expireAfterDays: choose<number | null>(props.expireAfterDays, null)
      .whole(1, MOST_DAYS)
      .because('Objects stay until somebody deletes them: only the team knows when they are of no more use.'),
    lifecycle: choose<BucketLifecycleRule[]>(props.lifecycle, []).because(
      'Objects that expire sooner than the others, by what their keys begin with.',
    ),
    cors: choose<BucketCorsRule[]>(props.cors, []).because(
      'No page of a website calls it from a browser, unless its team says which.',
    ),
  };
}

const TIERING =
  'What lives longer than a month goes to Intelligent-Tiering, which asks 40 % less for what nobody reads for a ' +
  'month, and nothing for reading it again. Under 128 KiB nothing is moved. None where objects expire.';

function aging({ expireAfterDays }: { readonly expireAfterDays: number | null }) {
  return {
    oldVersionDays: always<number>({ development: 7, staging: 30, production: 90 })
      .whole(1, MOST_DAYS)
      .because('For so long a mistake can be undone. Then old versions, which are paid for like new ones, are gone.'),
    uploadDays: always(7)
      .whole(1, MOST_DAYS)
      .because('What is left of an upload that never ended is paid for, and seen by nobody.'),
    // Prices and the limit of 128 KiB: https://aws.amazon.com/s3/storage-classes/intelligent-tiering/ (November 2026).
    tieringAfterDays:
      expireAfterDays === null
        ? always<number | null>({ development: null, staging: null, production: 30 })
            .whole(0, MOST_DAYS)
            .because(TIERING)
        : follows<number | null>(null).because(TIERING),
  };
}

const LOCKING =
  'Objects can be put under retention or legal hold, one by one: none is by itself. Needs versions, and stays for ' +
  'good once it is on.';

function protecting({ versioned }: { readonly versioned: boolean }, brought: BroughtKeyChoices) {
  return {
    ...bucketAccessDecisions('Requests in clear text are refused.'),
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true }).because(
        'A key whose use can be seen and ended. About 1 USD a month. Without it, S3 encrypts with its own. What is ' +
          'there stays encrypted as it was.',
      ),
    ),
    ...keyDecisions({
      rotation: 'Once a year, unseen; old objects stay readable.',
      deletion: 'The longest there is to find out that an object still needs it.',
    }),
    bucketKey: always(true).because(
      'One call to KMS for many objects instead of one for each: up to 99 % less to pay there.',
    ),
    objectLock: versioned
      ? always<boolean>({ development: false, staging: true, production: true }).because(LOCKING)
      : follows<boolean>(false).because(LOCKING),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because(
        'Emptied and deleted in development. Elsewhere nothing is ever emptied: the bucket stays, with all that ' +
          'is in it.',
      ),
  };
}

function locking({ objectLock }: { readonly objectLock: boolean }) {
  return {
    lockDays: only(
      objectLock,
      always<number | null>(null)
        .whole(1, MOST_DAYS)
        .because(
          'Nothing is locked unless somebody locks it: what is locked by default can be neither deleted nor paid ' +
            'less for.',
        ),
    ),
  };
}

function lockingMode({ lockDays }: { readonly lockDays: number | null }) {
  return {
    lockMode: only(
      lockDays !== null,
      always('governance')
        .oneOf('governance', 'compliance')
        .because(
          'For what is locked by default: who has s3:BypassGovernanceRetention may still delete it. In compliance ' +
            'mode nobody may.',
        ),
    ),
  };
}

function observing() {
  return {
    eventBridge: always(true).because(
      'Anybody can be told of new objects by a rule of their own, without a change to the bucket. 1 USD for a ' +
        'million events, on top of 5 USD for as many writes.',
    ),
    accessLogs: always({ development: false, staging: true, production: true }).because(
      'Who asked for what and when: the first question after an incident. Only their storage costs.',
    ),
    ...logBucketDecisions({
      retention: 'A year covers what auditors ask for.',
      versions: 'Logs that were overwritten or deleted by mistake can be brought back for so long.',
      uploads: 'As for the objects themselves.',
    }),
  };
}

function emptying({ onRemoval }: { readonly onRemoval: string }) {
  const emptied = onRemoval === 'delete';
  return {
    emptyingRuntime: only(
      emptied,
      always('nodejs24.x').because(
        'CloudFormation deletes no bucket with objects in it, so a function empties it before. Of that function: ' +
          'the newest runtime, so that it is supported the longest.',
      ),
    ),
    emptyingArchitecture: only(
      emptied,
      always('arm64').oneOf('arm64', 'x86_64').because('Of the function that empties it: cheaper for the same work.'),
    ),
    emptyingMemoryMib: only(
      emptied,
      always(256).whole(128, 10240).because('Of the function that empties it: it holds a thousand names at a time.'),
    ),
    emptyingTimeoutSeconds: only(
      emptied,
      always(900)
        .whole(30, 900)
        .because(
          'Of the function that empties it: the longest there is, enough for about a million objects. The next ' +
            'attempt goes on from there.',
        ),
    ),
    emptyingConcurrency: only(
      emptied,
      always<number | null>(null)
        .whole(1, 1000)
        .because('None reserved: the function runs once in the life of a bucket.'),
    ),
    emptyingLogDays: only(emptied, always(7).because('What it logs is looked at when a deletion failed, or never.')),
  };
}
