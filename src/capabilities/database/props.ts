import { DatabaseEngine } from './engine';
import { INetwork } from '../../binding/network';

export { DatabaseEngine } from './engine';

/** The kind of server that a database runs on. To change it, data has to be moved: old and new are two resources. */
export enum DatabaseDeployment {
  /** Aurora Serverless v2: capacity follows the load, storage grows by itself, a failover takes seconds. */
  SERVERLESS = 'serverless',
  /**
   * One RDS instance of a fixed class, with a standby where it is multi-AZ: the lowest price for a steady, small load.
   */
  INSTANCE = 'instance',
}

/** The size of a database. One Aurora capacity unit has about 2 GiB of memory. */
export enum DatabaseSize {
  /** Up to 2 capacity units; or an instance with 2 vCPUs and 2 GiB. */
  XSMALL = 'xsmall',
  /** Up to 4 capacity units; or an instance with 2 vCPUs and 4 GiB. */
  SMALL = 'small',
  /** Up to 16 capacity units; or an instance with 2 vCPUs and 8 GiB. */
  MEDIUM = 'medium',
  /** Up to 32 capacity units; or an instance with 8 vCPUs and 32 GiB. */
  LARGE = 'large',
  /** Up to 128 capacity units; or an instance with 16 vCPUs and 128 GiB. */
  XLARGE = 'xlarge',
}

/** The props of a ManagedDatabase. */
export interface ManagedDatabaseProps {
  /** PostgreSQL or MySQL, and optionally the version. */
  readonly engine: DatabaseEngine;
  /**
   * The kind of server that it runs on. Changing it later makes a new, empty database.
   *
   * @default DatabaseDeployment.SERVERLESS
   */
  readonly deployment?: DatabaseDeployment;
  /**
   * Its size: how much capacity it has, or grows to.
   *
   * @default - DatabaseSize.XSMALL in development, DatabaseSize.SMALL in staging and production
   */
  readonly size?: DatabaseSize;
  /**
   * The name of the database in the server: a letter, then letters, digits and underscores, at most 63. It cannot be
   * changed later: CloudFormation refuses, because that would replace the database.
   *
   * @default 'app'
   */
  readonly databaseName?: string;
  /**
   * Readers of an Aurora database, 0 to 15: consumers with `Access.READ` go to them, through one endpoint. An instance
   * has none.
   *
   * @default - none but the standby that `multiAz` asks for, which is a reader on Aurora
   */
  readonly readers?: number;
  /**
   * Days for which the database can be restored to any second, 1 to 35.
   *
   * @default - 1 in development, 7 in staging, 35 in production
   */
  readonly backupRetentionDays?: number;
  /**
   * Whether another zone takes over when one is lost.
   *
   * @default - in production
   */
  readonly multiAz?: boolean;
  /**
   * Accepts a version that is past its standard support, and what AWS charges for that by vCPU-hour.
   *
   * @default false
   */
  readonly extendedSupport?: boolean;
  /**
   * The network that it stands in, in the isolated subnets.
   *
   * @default - that of the GoldenPath, else one network shared by the whole app or stage
   */
  readonly network?: INetwork;
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The ARN of a KMS key that stands already, for data, password, insights and logs: `key.keyArn` of plain CDK.
   * Refused is an alias, and a key of another region than that of the stack. Its policy must let in CloudWatch Logs:
   * the path does not change it. Another key later makes a new, empty database.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ monitoringRole: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}
