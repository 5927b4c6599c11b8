import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { DatabaseAttributes } from './attributes';
import { renderAlarms } from './aws/alarms';
import { renderInstance } from './aws/instance';
import { Rendered } from './aws/rendered';
import { renderServerless } from './aws/serverless';
import { renderSurroundings } from './aws/surroundings';
import { bindingTo, checkUserName, userArn } from './binding';
import { checkNetwork, checkProps, checkSupport } from './check';
import { DatabaseDecisions, decide } from './decisions';
import { ExistingDatabase, IDatabase } from './existing';
import { DatabaseDeployment, ManagedDatabaseProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { networkOf } from '../../engines/aws/default-network';
import { SecretView } from '../../parts/data-key/aws/secret-view';
import { throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';

export type { DatabaseAttributes } from './attributes';
export type { IDatabase } from './existing';

/** Every resource of a database, as its L1. */
export interface ManagedDatabaseResources {
  /**
   * The Aurora cluster.
   *
   * @default - it is an instance
   */
  readonly cluster?: rds.CfnDBCluster;
  /** The instance; on Aurora, the first writer. Its slot is `writer` on Aurora, `instance` otherwise. */
  readonly writer: rds.CfnDBInstance;
  /** The readers of an Aurora cluster: slots `reader1`, `reader2`... */
  readonly readers: rds.CfnDBInstance[];
  /** The subnets. */
  readonly subnetGroup: rds.CfnDBSubnetGroup;
  /** The security group, without rules of its own. */
  readonly securityGroup: ec2.CfnSecurityGroup;
  /**
   * The settings of an Aurora cluster.
   *
   * @default - it is an instance
   */
  readonly clusterParameterGroup?: rds.CfnDBClusterParameterGroup;
  /**
   * The settings of an instance.
   *
   * @default - it is an Aurora cluster
   */
  readonly parameterGroup?: rds.CfnDBParameterGroup;
  /**
   * The key of data, password, insights and logs.
   *
   * @default - the keys that AWS manages
   */
  readonly key?: kms.CfnKey;
  /**
   * What enhanced monitoring runs as.
   *
   * @default - no enhanced monitoring
   */
  readonly monitoringRole?: iam.CfnRole;
  /**
   * What enhanced monitoring may do.
   *
   * @default - no enhanced monitoring
   */
  readonly monitoringRolePolicy?: iam.CfnRolePolicy;
  /** The log groups, in the order of `database.exportedLogs`. */
  readonly logGroups: logs.CfnLogGroup[];
  /**
   * Nearly all capacity units are used.
   *
   * @default - no alarm
   */
  readonly capacityAlarm?: cloudwatch.CfnAlarm;
  /**
   * Little CPU is left.
   *
   * @default - no alarm
   */
  readonly cpuAlarm?: cloudwatch.CfnAlarm;
  /**
   * Little memory is left.
   *
   * @default - no alarm
   */
  readonly memoryAlarm?: cloudwatch.CfnAlarm;
  /**
   * Few connections are left.
   *
   * @default - no alarm
   */
  readonly connectionsAlarm?: cloudwatch.CfnAlarm;
  /**
   * Little storage is left.
   *
   * @default - no alarm
   */
  readonly storageAlarm?: cloudwatch.CfnAlarm;
  /**
   * A reader is behind.
   *
   * @default - no alarm
   */
  readonly replicaLagAlarm?: cloudwatch.CfnAlarm;
}

/**
 * PostgreSQL or MySQL: encrypted, isolated, backed up, watched. By default on Aurora Serverless v2.
 *
 * @example
 * const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
 * orders.uses(db);
 */
export class ManagedDatabase extends CapabilityConstruct implements IDatabase {
  /** A database that was made elsewhere, for consumers to use. */
  public static fromDatabaseAttributes(scope: Construct, id: string, attributes: DatabaseAttributes): IDatabase {
    return new ExistingDatabase(scope, id, attributes);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedDatabaseResources;
  /** The host name of the writer. Stays the same after a failover. */
  public readonly endpoint: string;
  /** The host name that all readers share, if there are any. */
  public readonly readerEndpoint?: string;
  /** The TCP port. */
  public readonly port: number;

  private readonly decided: DatabaseDecisions;
  private readonly rendered: Rendered;
  private madeConnections?: ec2.Connections;
  private madeSecurityGroup?: ec2.ISecurityGroup;
  private madeSecret?: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: ManagedDatabaseProps) {
    super(scope, id, 'database');
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    const notice = checkSupport(decided, this._ledger);
    if (notice) Annotations.of(this).addWarningV2('goldenpath:database:engine-support', notice);
    const network = networkOf(this, props.network);
    checkNetwork(network, this.node.path);
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const around = renderSurroundings(this, decided, network);
    const render = decided.deployment === DatabaseDeployment.SERVERLESS ? renderServerless : renderInstance;
    const rendered = (this.rendered = render(this, decided, around));
    const { key, subnetGroup, securityGroup, monitoringRole, monitoringRolePolicy } = around;
    const { cluster, clusterParameterGroup, parameterGroup, writer, readers, logGroups } = rendered;
    this.resources = {
      cluster,
      writer,
      readers,
      subnetGroup,
      securityGroup,
      clusterParameterGroup,
      parameterGroup,
      key,
      monitoringRole,
      monitoringRolePolicy,
      logGroups,
      ...renderAlarms(this, decided, rendered),
    };
    this.endpoint = rendered.endpoint;
    this.readerEndpoint = rendered.readerEndpoint;
    this.port = decided.port;
  }

  /** Who reaches it. `other.connections.allowToDefaultPort(db)` puts the rule into the other's stack. */
  public get connections(): ec2.Connections {
    return (this.madeConnections ??= new ec2.Connections({
      securityGroups: [this.securityGroup],
      defaultPort: ec2.Port.tcp(this.port),
    }));
  }

  /** The security group that guards it. */
  public get securityGroup(): ec2.ISecurityGroup {
    return (this.madeSecurityGroup ??= ec2.SecurityGroup.fromSecurityGroupId(
      this,
      'SecurityGroupView',
      this.resources.securityGroup.attrGroupId,
      { allowAllOutbound: false },
    ));
  }

  /** The secret that RDS keeps the master user's name and password in, and rotates. */
  public get secret(): secretsmanager.ISecret {
    return (this.madeSecret ??= new SecretView(this, 'SecretView', {
      secretArn: this.rendered.secretArn,
      keyArn: this.resources.key?.attrArn,
    }));
  }

  /**
   * Allows to log in as a database user with an IAM token. The user must exist in the database, with the role `rds_iam`
   * on PostgreSQL.
   */
  public grantConnect(grantee: iam.IGrantable, userName: string): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns: [this.userArn(userName)] });
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { engine, databaseName } = this.decided;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        engine,
        endpoint: this.endpoint,
        readerEndpoint: this.readerEndpoint,
        port: this.rendered.readyPort,
        openPort: this.port,
        databaseName,
        securityGroupId: this.resources.securityGroup.attrGroupId,
        secretArn: this.rendered.secretArn,
        keyArn: this.resources.key?.attrArn,
        keyConditions: throughService('secretsmanager', Stack.of(this).region),
        userArn: userName => this.userArn(userName),
      },
      request,
    );
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    return userArn(Stack.of(this), this.rendered.resourceId, userName);
  }
}
