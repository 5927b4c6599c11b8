import { isServerless, RequestDecisions } from './engine';
import { always, only } from '../../../path/decision';
import { Ledger, Settled } from '../../../path/ledger';
import { refusal } from '../../../support/input';
import { canPause, Release } from '../engine/versions';
import { SIZES } from '../sizes';

/** Capacity units and pauses on Aurora, storage on an instance. */
export function capacityChoices(request: RequestDecisions, release: Release) {
  const serverless = isServerless(request);
  const size = SIZES[request.size];
  return {
    leastCapacityUnits: only(
      serverless,
      always<number>({
        development: canPause(release) ? 0 : 0.5,
        staging: 0.5,
        production: size.leastUnits,
      })
        .inSteps(0, 256, 0.5)
        .because(
          'On Aurora: development pauses when nobody is connected, where the version can. In production, by size ' +
            'up to 8: the cache stays warm, and from 1 unit on connections are not capped.',
        ),
    ),
    mostCapacityUnits: only(
      serverless,
      always(size.mostUnits)
        .inSteps(1, 256, 0.5)
        .because('On Aurora: what the size means, up to 128, and the most that a day can cost.'),
    ),
    pauseAfterSeconds: only(
      serverless,
      always(1800)
        .whole(300, 86400)
        .because(
          'On Aurora, where the least capacity is 0: half an hour without a connection. Waking takes about 15 seconds.',
        ),
    ),
    storageGib: only(
      !serverless,
      always(size.storageGib)
        .whole(20, 65536)
        .because(
          'On an instance, by size from 20 to 1000: grows by itself, and never shrinks, so it starts small. ' +
            'Aurora takes what it needs.',
        ),
    ),
    mostStorageGib: only(
      !serverless,
      always(size.storageGib * 10)
        .whole(22, 65536)
        .because(
          'On an instance, ten times the start: storage grows up to here, so that a runaway table costs no fortune.',
        ),
    ),
    storageType: only(
      !serverless,
      always('gp3').because('On an instance: performance that does not depend on size, cheaper than gp2.'),
    ),
  };
}

/** The capacity that was decided. */
export type CapacityDecisions = Settled<ReturnType<typeof capacityChoices>>;

/** Refuses a least capacity above the greatest: a platform team may set the two apart from each other. */
export function checkCapacity(capacity: CapacityDecisions, { where }: Ledger): void {
  const refuse = refusal(where, 'guides/decisions.md');
  for (const [what, least, most] of [
    ['CapacityUnits', capacity.leastCapacityUnits, capacity.mostCapacityUnits],
    ['StorageGib', capacity.storageGib, capacity.mostStorageGib],
  ] as const) {
    if (least === null || most === null || least <= most) continue;
    refuse(
      `The least of database.*${what} is ${least}, and the most is ${most}.`,
      'Change one of the two in the defaults of the GoldenPath, or choose a larger size.',
    );
  }
  const { storageGib, mostStorageGib } = capacity;
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
  if (storageGib !== null && mostStorageGib !== null && mostStorageGib < storageGib * 1.1) {
    refuse(
      `database.storageGib is ${storageGib}, and database.mostStorageGib ${mostStorageGib}: storage that grows needs ` +
        'a tenth more at least.',
      `Give a mostStorageGib of ${Math.ceil((storageGib * 11) / 10)} or more in the defaults of the GoldenPath.`,
    );
  }
}
