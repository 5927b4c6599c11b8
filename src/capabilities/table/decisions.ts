import { TableCapacityMode } from './capacity';
import { TableProjectionType } from './projection';
import { ManagedTableProps, TableStream } from './props';
import { attributesOf } from './schema';
import { BroughtKeyChoices, broughtKeyDecision, ownKeyUnless } from '../../parts/data-key/brought';
import { always, ByTier, Choice, choose, DecidedBy, follows, only } from '../../path/decision';
import { Ledger } from '../../path/ledger';

/** The policy of a table: every choice, its default by tier, and why. */
export function decide(props: ManagedTableProps, ledger: Ledger) {
  const schema = ledger.settle(schemaChoices(props));
  const provisioned = schema.capacity === TableCapacityMode.PROVISIONED;
  const least = ledger.settle(leastCapacity(props, provisioned));
  const greatest = ledger.settle(greatestCapacity(props, provisioned, least));
  const brought = ledger.settle(broughtKeyDecision(props));
  const protection = ledger.settle(protectionChoices(brought));
  const observation = ledger.settle(observationChoices(protection));
  const indexes = (props.indexes ?? []).map(({ name }) => name);
  return { ...schema, ...least, ...greatest, ...brought, ...protection, ...observation, indexes };
}

/** The choices for one table. */
export type TableDecisions = ReturnType<typeof decide>;

/** How items are found and forgotten, and how the table is paid for. */
function schemaChoices(props: ManagedTableProps) {
  return {
    partitionKey: follows(props.partitionKey.name, DecidedBy.APP_TEAM).because(
      'The app team knows how it finds its items.',
    ),
    sortKey: byTeam(props.sortKey?.name, null, 'Only where several items share a partition key.'),
    indexes: byTeam(
      props.indexes?.map(({ name }) => name),
      [],
      'Each costs what its writes and its storage cost, so there are none that nobody asked for.',
    ),
    keyAttributes: follows(
      attributesOf(props).map(({ name, _type }) => `${name}: ${_type}`),
      DecidedBy.APP_TEAM,
    ).because('What DynamoDB is told of an item: the attributes of its keys, and nothing else.'),
    indexProjection: always(TableProjectionType.ALL)
      .oneOf(TableProjectionType.ALL, TableProjectionType.KEYS_ONLY)
      .because(
        'For indexes that do not say: whole items need no second read. Keys alone are cheaper to store and to write.',
      ),
    timeToLiveAttribute: choose<string | null>(props.timeToLiveAttribute, null)
      .matching(/^.{1,255}$/s, 'a name of 1 to 255 characters')
      .because('Only the app team knows what may be forgotten. Deleting by it is free.'),
    stream: choose(props.stream, TableStream.NEW_AND_OLD_IMAGES)
      .oneOf(...Object.values(TableStream))
      .because(
        'Costs nothing until somebody reads it; on from the start, a new consumer changes nothing of the table.',
      ),
    capacity: choose(props.capacity?._mode, TableCapacityMode.ON_DEMAND)
      .oneOf(...Object.values(TableCapacityMode))
      .because('Follows the load from nothing, and costs nothing when idle. Provisioned is cheaper for a steady load.'),
  };
}

const MIN_READS = 'Provisioned: what is paid for by the hour when nobody reads.';
const MIN_WRITES = 'Provisioned: what is paid for by the hour when nobody writes.';
const MAX_READS =
  'A bound on what a mistake costs, a second and for each index. On demand, in production: what a new table takes ' +
  'at once.';
const MAX_WRITES = 'The same for writes, which cost five times as much.';

/** The least capacity, where it is paid for by the hour. */
function leastCapacity({ capacity }: ManagedTableProps, provisioned: boolean) {
  const { minReads, minWrites, maxReads, maxWrites } = capacity?.range ?? {};
  return {
    minReads: only(provisioned, leastOf(minReads, maxReads, MIN_READS)),
    minWrites: only(provisioned, leastOf(minWrites, maxWrites, MIN_WRITES)),
  };
}

/** The greatest capacity, once the least is known, and how a provisioned one moves between the two. */
function greatestCapacity(
  { capacity }: ManagedTableProps,
  provisioned: boolean,
  least: { readonly minReads: number | null; readonly minWrites: number | null },
) {
  const { maxReads, maxWrites, targetUtilization } = capacity?.range ?? {};
  return {
    maxReads: provisioned
      ? mostOf(maxReads, least.minReads!, MAX_READS)
      : boundOf(maxReads, { development: 1000, staging: 4000, production: 12_000 }, MAX_READS),
    maxWrites: provisioned
      ? mostOf(maxWrites, least.minWrites!, MAX_WRITES)
      : boundOf(maxWrites, { development: 500, staging: 1000, production: 4000 }, MAX_WRITES),
    targetUtilizationPercent: only(
      provisioned,
      choose(targetUtilization, 70)
        .whole(20, 90)
        .because('Provisioned: room for what comes while the capacity grows, which takes minutes.'),
    ),
    scaleInCooldownSeconds: only(
      provisioned,
      always(300)
        .whole(0, 3600)
        .because(
          'Provisioned: a dip is not the end of the peak, and DynamoDB lets capacity shrink 27 times a day at most.',
        ),
    ),
    scaleOutCooldownSeconds: only(
      provisioned,
      always(0).whole(0, 3600).because('Provisioned: what is throttled now cannot wait.'),
    ),
  };
}

/** How data is kept: its class, its backups, its key, its fate at removal. */
function protectionChoices(brought: BroughtKeyChoices) {
  return {
    tableClass: always('standard')
      .oneOf('standard', 'infrequent-access')
      .because(
        'For tables that are read. Infrequent access pays where storage costs more than half of what the requests ' +
          'cost.',
      ),
    pointInTimeRecovery: always<boolean>({ development: false, staging: true, production: true }).because(
      'The way back from a bad deployment: a new table as it was at any second. Billed by the size of the table.',
    ),
    ownKey: ownKeyUnless(
      brought,
      always<boolean>({ development: false, staging: true, production: true }).because(
        'Every table is encrypted, by a key of AWS or by one whose use can be seen and ended. About 1 USD a month.',
      ),
    ),
    keyRotation: always(true).because('Once a year, unseen; old data stays readable.'),
    keyDeletionDays: always(30).whole(7, 30).because('The longest there is to find out that a backup still needs it.'),
    deletionProtection: always<boolean>({ development: false, staging: true, production: true }).because(
      'Deleting takes two steps, the first of which is reviewed.',
    ),
    onRemoval: always<string>({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('A removed or replaced table stays, with its data, until somebody deletes it.'),
  };
}

/** How far back data can be restored, and how the table is watched. */
function observationChoices({ pointInTimeRecovery }: { readonly pointInTimeRecovery: boolean }) {
  return {
    recoveryDays: only(
      pointInTimeRecovery,
      always(35).whole(1, 35).because('The longest there is, and a day costs the same.'),
    ),
    // https://aws.amazon.com/cloudwatch/pricing/, November 2026: 0.50 USD a rule, 0.03 USD a million events.
    contributorInsights: always<string>({ development: 'none', staging: 'none', production: 'throttled-keys' })
      .oneOf('none', 'throttled-keys', 'accessed-and-throttled-keys')
      .because(
        'Names the keys that are throttled. Up to 1 USD a month for the table, and for each index; to list every ' +
          'access is billed by the access.',
      ),
    alarms: always<boolean>({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development table.',
    ),
    alarmPeriods: always(5).whole(1, 60).because('Minutes in a row: SDKs retry for seconds, and a burst is no alarm.'),
    throttleAlarmEvents: always(10)
      .whole(1, 1_000_000)
      .because('A minute, on the table or on an index: retries no longer hide it.'),
    systemErrorAlarmCount: always(5)
      .whole(1, 1_000_000)
      .because('A minute: errors of DynamoDB itself, that users wait for.'),
  };
}

/** More units than any quota that AWS raises one to. */
const MOST_UNITS = 10_000_000;

/** A choice of the team alone, which may leave it out. No default can stand against it. */
function byTeam<T>(given: T | null | undefined, none: T | null, because: string): Choice<T | null> {
  return given === undefined || given === null
    ? follows(none).because(because)
    : follows<T | null>(given, DecidedBy.APP_TEAM).because(because);
}

/** A team that gives one bound gives it for all tiers: the default of the other one makes way. */
function leastOf(given: number | undefined, most: number | undefined, because: string): Choice<number> {
  const bound = Number.isInteger(most) ? Math.max(most!, 1) : Infinity;
  return choose<number>(given, { development: 1, staging: Math.min(2, bound), production: Math.min(5, bound) })
    .whole(1, MOST_UNITS)
    .because(because);
}

/** A bound on demand, where a platform team may want none. */
function boundOf(given: number | undefined, path: ByTier<number>, because: string): Choice<number | null> {
  return choose<number | null>(given, path).orNone().whole(1, MOST_UNITS).because(because);
}

/** A greatest capacity, which makes way for a greater least one. */
function mostOf(given: number | undefined, least: number, because: string): Choice<number | null> {
  return choose<number | null>(given, {
    development: Math.max(10, least),
    staging: Math.max(100, least),
    production: Math.max(1000, least),
  })
    .whole(1, MOST_UNITS)
    .because(because);
}
