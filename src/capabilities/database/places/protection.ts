import { MYSQL, ofDatabase, ofParameter, ofWriter, ON_AURORA, ON_INSTANCE, POSTGRES } from './of-database';
import { broughtKeyPlace } from '../../../parts/data-key/brought';
import { keyPlaces } from '../../../parts/data-key/places';
import { Condition } from '../../../record/condition';
import { Place } from '../../../record/place';
import { DatabaseDecisions } from '../decisions';

const KEY = { cloudformation: 'KmsKeyId', terraform: 'kms_key_id' };

/** The places of encryption, access, backups, and the fate of data at removal. */
export const protectionPlaces: Place<DatabaseDecisions>[] = [
  ...ofDatabase('storageEncrypted', { cloudformation: 'StorageEncrypted', terraform: 'storage_encrypted' }),
  ...ofDatabase('ownKey', { ...KEY, unit: 'present' }),
  broughtKeyPlace({ slot: 'cluster', ...KEY }, ON_AURORA),
  broughtKeyPlace({ slot: 'instance', ...KEY }, ON_INSTANCE),
  ...keyPlaces,
  ...ofParameter('tlsRequired', 'rds.force_ssl', POSTGRES, 'switched-on'),
  ...ofParameter('tlsRequired', 'require_secure_transport', MYSQL, 'switched-on'),
  ...ofDatabase('iamAuthentication', {
    cloudformation: 'EnableIAMDatabaseAuthentication',
    terraform: 'iam_database_authentication_enabled',
  }),
  ...ofDatabase('managedPassword', {
    cloudformation: 'ManageMasterUserPassword',
    terraform: 'manage_master_user_password',
    unit: 'true',
  }),
  ...ofWriter('publiclyAccessible', { cloudformation: 'PubliclyAccessible', terraform: 'publicly_accessible' }),
  ...ofDatabase('deletionProtection', { cloudformation: 'DeletionProtection', terraform: 'deletion_protection' }),
  ...onRemoval('cluster', ON_AURORA),
  ...onRemoval('instance', ON_INSTANCE),
  ...ofDatabase('deleteAutomatedBackups', {
    cloudformation: 'DeleteAutomatedBackups',
    terraform: 'delete_automated_backups',
  }),
  ...ofDatabase('copyTagsToSnapshot', { cloudformation: 'CopyTagsToSnapshot', terraform: 'copy_tags_to_snapshot' }),
  {
    decision: 'backtrackHours',
    slot: 'cluster',
    cloudformation: 'BacktrackWindow',
    terraform: 'backtrack_window',
    unit: 'hours-in-seconds',
    when: { ...ON_AURORA, ...MYSQL },
  },
  {
    decision: 'namedByStack',
    slot: 'cluster',
    cloudformation: 'DBClusterIdentifier',
    terraform: 'cluster_identifier',
    unit: 'present',
    when: ON_AURORA,
  },
  {
    decision: 'namedByStack',
    slot: 'instance',
    cloudformation: 'DBInstanceIdentifier',
    terraform: 'identifier',
    unit: 'present',
    when: ON_INSTANCE,
  },
];

/** The fate of data at removal: one attribute on CloudFormation, two arguments on Terraform. */
function onRemoval(slot: string, when: Condition): Place<DatabaseDecisions>[] {
  const cloudformation = { path: 'DeletionPolicy', unit: 'on-removal' };
  return [
    {
      decision: 'onRemoval',
      slot,
      cloudformation,
      terraform: { path: 'skip_final_snapshot', unit: 'delete-or-snapshot' },
      when: { ...when, onRemoval: { not: ['retain'] } },
    },
    {
      decision: 'onRemoval',
      slot,
      cloudformation,
      terraform: { path: 'lifecycle.prevent_destroy', unit: 'on-removal' },
      when: { ...when, onRemoval: 'retain' },
    },
  ];
}
