import { bucketAccessDecisions } from '../../../parts/data-bucket/decisions';
import { BroughtKeyChoices, ownKeyUnless } from '../../../parts/data-key/brought';
import { keyDecisions } from '../../../parts/data-key/decisions';
import { logBucketDecisions } from '../../../parts/log-bucket/decisions';
import { always } from '../../../path/decision';

/** Who gets at the bucket, and what is kept in it for how long. */
export function storage() {
  return {
    ...bucketAccessDecisions('A call in clear text is denied, by the bucket and by the queue.'),
    versioned: always(true)
      .oneOf(true, false)
      .because('What was overwritten or deleted by mistake can be brought back.'),
    oldVersionDays: always({ development: 7, staging: 30, production: 30 })
      .whole(1, 3650)
      .because('For so long a mistake can be undone.'),
    uploadDays: always(7)
      .whole(1, 3650)
      .because('What is left of an upload that never ended is paid for, and seen by nobody.'),
    objectLock: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because(
        'Objects can be put under legal hold, one by one: none is by itself. Needs versions, and stays for good ' +
          'once it is on.',
      ),
    errorRetentionDays: always(90)
      .whole(1, 3650)
      .because('Events that Firehose could not work: time to look, and to send them again.'),
  };
}

/** How it is encrypted, who is told of new files, and who wrote and read what. */
export function protection(brought: BroughtKeyChoices) {
  return {
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true })
        .oneOf(true, false)
        .because(
          'One key for the bucket, the stream, the queue, the log and the results. About 1 USD a month. Without it, ' +
            'AWS encrypts with keys of its own.',
        ),
    ),
    ...keyDecisions({
      rotation: 'Once a year, unseen; old events stay readable.',
      deletion: 'The longest there is to find out that events still need it.',
    }),
    bucketKey: always(true).oneOf(true, false).because('One call to KMS for many objects instead of one for each.'),
    eventBridge: always(true).oneOf(true, false).because('Anybody can be told of new files by a rule of their own.'),
    accessLogs: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because('Who read what: it says who deploys, and how well.'),
    ...logBucketDecisions({
      retention: 'A year covers what auditors ask for.',
      versions: 'Logs that were overwritten or deleted by mistake can be brought back for so long.',
      uploads: 'As for the events themselves.',
    }),
    onRemoval: always('retain')
      .oneOf('delete', 'retain')
      .because(
        'What happened cannot be collected again. In development, too: nothing empties the bucket, and ' +
          'CloudFormation deletes none with objects in it.',
      ),
  };
}
