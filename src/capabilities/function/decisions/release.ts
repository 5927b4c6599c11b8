import { always, choose } from '../../../path/decision';
import { TrafficShift } from '../deployment';
import { GoldenPathFunctionProps } from '../props';

/** How many calls run at the same time, and the name by which they find the version. */
export function versions({ reservedConcurrency }: GoldenPathFunctionProps) {
  return {
    reservedConcurrency: choose<number | null>(reservedConcurrency, {
      development: null,
      staging: 10,
      production: 50,
    })
      .whole(0, 100_000)
      .because(
        'A bound on what a mistake costs and takes from others. None in development: a new account has 10 in all, ' +
          'and lets nobody reserve.',
      ),
    aliasName: always('live')
      .matching(/^(?!\d+$)[A-Za-z0-9_-]{1,128}$/, 'letters, digits, hyphens and underscores, not digits alone')
      .because('One name that all callers use, whatever the version behind it.'),
    versionsKept: always(true).because('Going back is pointing the alias to the version before, in a second.'),
  };
}

/** How a new version replaces the old one. */
export function release({ deployment }: GoldenPathFunctionProps) {
  return {
    trafficShift: choose(deployment?.trafficShift, {
      development: TrafficShift.ALL_AT_ONCE,
      staging: TrafficShift.CANARY_10_PERCENT_5_MINUTES,
      production: TrafficShift.CANARY_10_PERCENT_5_MINUTES,
    })
      .oneOf(...Object.values(TrafficShift))
      .because('A mistake is seen by a tenth of the callers.'),
    rollbackOnAlarm: choose(deployment?.rollbackOnAlarm, {
      development: false,
      staging: true,
      production: true,
    }).because('And then the version before comes back by itself.'),
  };
}
