import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

/** The properties of a database that its users rely on: of a cluster, and of an instance. */
export const reliances: Reliance[] = [
  keyPolicyReliance(),
  ...ofServer('cluster', {
    groups: 'VpcSecurityGroupIds',
    name: { cloudformation: 'DatabaseName', terraform: 'database_name' },
  }),
  ...ofServer('instance', {
    groups: 'VPCSecurityGroups',
    name: { cloudformation: 'DBName', terraform: 'db_name' },
  }),
];

/** What a cluster and an instance have under different names. */
interface Differences {
  readonly groups: string;
  readonly name: Pick<Reliance, 'cloudformation' | 'terraform'>;
}

function ofServer(slot: string, { groups, name }: Differences): Reliance[] {
  const here = { slot, by: ReliedOnBy.USERS };
  return [
    keyReliance('passwords', {
      slot,
      cloudformation: 'MasterUserSecret.KmsKeyId',
      terraform: 'master_user_secret_kms_key_id',
    }),
    {
      ...here,
      cloudformation: 'ManageMasterUserPassword',
      terraform: 'manage_master_user_password',
      breaks: 'its users read the password from the secret that RDS manages.',
      instead: "Leave the decision 'database.managedPassword' on, as the path has it.",
    },
    {
      ...here,
      cloudformation: 'EnableIAMDatabaseAuthentication',
      terraform: 'iam_database_authentication_enabled',
      breaks: 'its users may log in with IAM tokens.',
      instead: "Set the default 'database.iamAuthentication' of the path.",
    },
    {
      ...here,
      cloudformation: `${groups}[0]`,
      terraform: 'vpc_security_group_ids[0]',
      breaks: 'its users come in by a rule of the first security group.',
      instead: 'Add yours after it: Patch.append.',
    },
    {
      ...here,
      cloudformation: 'Port',
      terraform: 'port',
      breaks: 'its users come in by a rule for the port of before.',
      instead: 'Set the default of the path, database.port.',
    },
    {
      ...here,
      ...name,
      breaks: 'its users have the name of before in their variables.',
      instead: 'Give the prop databaseName.',
    },
  ];
}
