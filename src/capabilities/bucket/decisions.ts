import { checkProps } from './check';
import { BucketCorsRule, BucketLifecycleRule, ManagedBucketProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../core/capability';
import { always, choose, follows, Ledger, only } from '../../core/decision';

/** What the registry says of it. */
export const capability: Capability = {
  id: 'bucket',
  construct: 'ManagedBucket',
  summary: 'A private S3 bucket: encrypted, versioned, tidied up, logged.',
  area: CapabilityArea.DATA_ACCESS,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: ManagedBucketProps = {};

/** S3 counts in 32 bits; a hundred years are enough for everybody, and find a slip of the pen. */
const MOST_DAYS = 36_500;

const TIERING = 'What lives longer than a month goes to Intelligent-Tiering, which asks 40 % less for what nobody reads for a month, and nothing for reading it again. Under 128 KiB nothing is moved. None where objects expire.';
const LOCKING = 'Objects can be put under retention or legal hold, one by one: none is by itself. Needs versions, and stays for good once it is on.';

/** The policy of a bucket: every choice, its default by tier, and why. */
export function decide(props: ManagedBucketProps, ledger: Ledger) {
  const asked = ledger.settle({
    versioned: choose(props.versioned, true, 'What was overwritten or deleted by mistake can be brought back.'),
    expireAfterDays: choose<number | null>(props.expireAfterDays, null, 'Objects stay until somebody deletes them: only the team knows when they are of no more use.').whole(1, MOST_DAYS),
    lifecycle: choose<BucketLifecycleRule[]>(props.lifecycle, [], 'Objects that expire sooner than the others, by what their keys begin with.'),
    cors: choose<BucketCorsRule[]>(props.cors, [], 'No page of a website calls it from a browser, unless its team says which.'),
  });
  const { versioned, expireAfterDays } = asked;
  // What a platform team gives everybody has to be right, too, and to go with what a team asks for.
  checkProps({ ...asked, expireAfterDays: expireAfterDays ?? undefined }, ledger.where);

  const life = ledger.settle({
    oldVersionDays: always<number>({ development: 7, staging: 30, production: 90 }, 'For so long a mistake can be undone. Then old versions, which are paid for like new ones, are gone.').whole(1, MOST_DAYS),
    uploadDays: always(7, 'What is left of an upload that never ended is paid for, and seen by nobody.').whole(1, MOST_DAYS),
    // Prices and the limit of 128 KiB: https://aws.amazon.com/s3/storage-classes/intelligent-tiering/ (November 2026).
    tieringAfterDays: expireAfterDays === null
      ? always<number | null>({ development: null, staging: null, production: 30 }, TIERING).whole(0, MOST_DAYS)
      : follows<number | null>(null, TIERING),
  });

  const protection = ledger.settle({
    publicAccessBlocked: always(true, 'No policy and no ACL can make it public.'),
    aclsDisabled: always(true, 'Policies alone say who may do what, and its account owns all that is in it.'),
    tlsRequired: always(true, 'Requests in clear text are refused.'),
    minimumTlsVersion: always('1.2', 'Older versions are broken, and every SDK since 2014 speaks this one.').oneOf('1.2', '1.3'),
    ownKey: always({ development: false, staging: true, production: true }, 'A key whose use can be seen and ended. About 1 USD a month. Without it, S3 encrypts with its own. What is there stays encrypted as it was.'),
    keyRotation: always(true, 'Once a year, unseen; old objects stay readable.'),
    keyDeletionDays: always(30, 'The longest there is to find out that an object still needs it.').within(7, 30),
    bucketKey: always(true, 'One call to KMS for many objects instead of one for each: up to 99 % less to pay there.'),
    objectLock: versioned
      ? always<boolean>({ development: false, staging: true, production: true }, LOCKING)
      : follows<boolean>(false, LOCKING),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' }, 'Emptied and deleted in development. Elsewhere nothing is ever emptied: the bucket stays, with all that is in it.').oneOf('delete', 'retain'),
  });
  const { objectLock, onRemoval } = protection;

  const retention = ledger.settle({
    lockDays: only(objectLock, always<number | null>(null, 'Nothing is locked unless somebody locks it: what is locked by default can be neither deleted nor paid less for.').whole(1, MOST_DAYS)),
  });
  const locked = ledger.settle({
    lockMode: only(retention.lockDays !== null, always('governance', 'For what is locked by default: who has s3:BypassGovernanceRetention may still delete it. In compliance mode nobody may.').oneOf('governance', 'compliance')),
  });

  const observation = ledger.settle({
    eventBridge: always(true, 'Anybody can be told of new objects by a rule of their own, without a change to the bucket. 1 USD for a million events, on top of 5 USD for as many writes.'),
    accessLogs: always({ development: false, staging: true, production: true }, 'Who asked for what and when: the first question after an incident. Only their storage costs.'),
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'A year covers what auditors ask for.').whole(1, MOST_DAYS),
    accessLogVersionDays: always(1, 'Logs that were overwritten or deleted by mistake can be brought back for so long.').whole(1, MOST_DAYS),
    accessLogUploadDays: always(7, 'As for the objects themselves.').whole(1, MOST_DAYS),
  });

  const emptied = onRemoval === 'delete';
  const emptying = ledger.settle({
    emptyingRuntime: only(emptied, always('nodejs24.x', 'CloudFormation deletes no bucket with objects in it, so a function empties it before. Of that function: the newest runtime, so that it is supported the longest.')),
    emptyingArchitecture: only(emptied, always('arm64', 'Of the function that empties it: cheaper for the same work.').oneOf('arm64', 'x86_64')),
    emptyingMemoryMib: only(emptied, always(256, 'Of the function that empties it: it holds a thousand names at a time.').within(128, 10240)),
    emptyingTimeoutSeconds: only(emptied, always(900, 'Of the function that empties it: the longest there is, enough for about a million objects. The next attempt goes on from there.').within(30, 900)),
    emptyingConcurrency: only(emptied, always<number | null>(null, 'None reserved: the function runs once in the life of a bucket.').whole(1, 1000)),
    emptyingLogDays: only(emptied, always(7, 'What it logs is looked at when a deletion failed, or never.')),
  });

  return { ...asked, ...life, ...protection, ...retention, ...locked, ...observation, ...emptying };
}

/** What was decided for one bucket. */
export type BucketDecisions = ReturnType<typeof decide>;
