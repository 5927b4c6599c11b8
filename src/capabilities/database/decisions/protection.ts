import { isPostgres, isServerless, RequestDecisions } from './engine';
import { BroughtKeyChoices, ownKeyUnless } from '../../../parts/data-key/brought';
import { always, only } from '../../../path/decision';

/** Encryption, access, backups, and the fate of data at removal. */
export function protectionChoices(request: RequestDecisions, brought: BroughtKeyChoices) {
  return {
    storageEncrypted: always(true).because('Costs nothing, cannot be added later without a copy.'),
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true }).because(
        'One key for data, password, insights and logs, whose use can be seen and ended. About 1 USD a month. ' +
          'Changing it replaces the database.',
      ),
    ),
    keyRotation: always(true).because('Once a year, unseen; old data stays readable.'),
    keyDeletionDays: always(30)
      .whole(7, 30)
      .because('The longest there is to find out that a snapshot still needs it.'),
    tlsRequired: always(true).because('The server refuses connections in clear text.'),
    iamAuthentication: always(true).because('Lets consumers connect with a token of 15 minutes instead of a password.'),
    managedPassword: always(true).because(
      'RDS makes it, keeps it in Secrets Manager and rotates it weekly; no human and no template ever sees it.',
    ),
    publiclyAccessible: always(false).because('Stands in subnets without a route to the internet.'),
    deletionProtection: always({ development: false, staging: true, production: true }).because(
      'Deleting takes two steps, the first of which is reviewed.',
    ),
    onRemoval: always({ development: 'delete', staging: 'snapshot', production: 'snapshot' })
      .oneOf('delete', 'snapshot', 'retain')
      .because('A removed or replaced database leaves a last snapshot.'),
    deleteAutomatedBackups: always({ development: true, staging: false, production: false }).because(
      'Where they are kept, any second of the retention time can still be restored after removal.',
    ),
    copyTagsToSnapshot: always(true).because('A snapshot without an owner is kept forever.'),
    backtrackHours: only(
      isServerless(request) && !isPostgres(request),
      always(0)
        .whole(0, 72)
        .because(
          'Aurora MySQL: rewinds in minutes without a restore. Asked for where the region has it (many do not) ' +
            'and before the database is made; stands in the way of replicas in other regions.',
        ),
    ),
    namedByStack: always(true).because(
      'Its log groups can then be made before it, with a retention; people recognise it; and what a failed attempt ' +
        'left behind is never in the way of the next.',
    ),
  };
}
