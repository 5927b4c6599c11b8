import { BroughtKeyChoices, ownKeyUnless } from '../../../parts/data-key/brought';
import { keyDecisions } from '../../../parts/data-key/decisions';
import { always } from '../../../path/decision';

/** The dead letters, and the key of all that is kept. */
export function keeping(brought: BroughtKeyChoices) {
  return {
    deadLetterRetentionDays: always(14).whole(1, 14).because('The longest there is to look at what was lost.'),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('What is in the dead-letter queue is somebody’s order, and nowhere else.'),
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true }).because(
        'One key for variables, logs, dead letters and schedules, whose use can be seen and ended. About 1 USD a ' +
          'month.',
      ),
    ),
    ...keyDecisions({
      rotation: 'Once a year, free and unseen.',
      deletion: 'What the key encrypted is lost with it: as long as AWS allows to change your mind.',
    }),
  };
}
