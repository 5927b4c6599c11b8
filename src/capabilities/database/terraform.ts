import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { DatabaseAttributes } from './attributes';
import { bindingTo, checkUserName, userArn } from './binding';
import { checkNetwork, checkProps, checkSupport } from './check';
import { DatabaseDecisions, decide } from './decisions';
import { DatabaseDeployment, ManagedDatabaseProps } from './props';
import { DatabaseAlarms, renderAlarms } from './terraform/alarms';
import { staysBehind } from './terraform/engine-version';
import { ExistingDatabase, IDatabase } from './terraform/existing';
import { renderInstance } from './terraform/instance';
import { Rendered } from './terraform/rendered';
import { renderServerless } from './terraform/serverless';
import { renderSurroundings } from './terraform/surroundings';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { networkOf } from '../../engines/terraform/default-network';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';

export type { DatabaseAttributes } from './attributes';
export type { IDatabase } from './terraform/existing';

/** Every resource of a database. */
export interface ManagedDatabaseResources extends DatabaseAlarms {
  /** The Aurora cluster, unless it is an instance. */
  readonly cluster?: RdsCluster;
  /** The instance; on Aurora, the first writer. Its slot is `writer` on Aurora, `instance` otherwise. */
  readonly writer: RdsClusterInstance | DbInstance;
  /** The readers of an Aurora cluster: slots `reader1`, `reader2`... */
  readonly readers: RdsClusterInstance[];
  /** The subnets. */
  readonly subnetGroup: DbSubnetGroup;
  /** The security group, without rules of its own. */
  readonly securityGroup: SecurityGroup;
  /** The settings of an Aurora cluster. */
  readonly clusterParameterGroup?: RdsClusterParameterGroup;
  /** The settings of an instance. */
  readonly parameterGroup?: DbParameterGroup;
  /** The key of data, password, insights and logs, where the keys that AWS manages are not enough. */
  readonly key?: KmsKey;
  /** What enhanced monitoring runs as. */
  readonly monitoringRole?: IamRole;
  /** What enhanced monitoring may do. */
  readonly monitoringRolePolicy?: IamRolePolicy;
  /** The log groups, in the order of `database.exportedLogs`. */
  readonly logGroups: CloudwatchLogGroup[];
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

  constructor(scope: Construct, id: string, props: ManagedDatabaseProps) {
    super(scope, id, 'database');
    using _untraced = withoutTokenTraces();
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    this.warn(checkSupport(decided, this._ledger), behindNotice(decided));
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

  /** The ARN of the secret that RDS keeps the master user's name and password in, and rotates. */
  public get secretArn(): string {
    return this.rendered.secretArn;
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { engine, databaseName } = this.decided;
    const { key, securityGroup } = this.resources;
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
        securityGroupId: securityGroup.id,
        secretArn: this.secretArn,
        keyArn: key?.arn,
        keyConditions: key ? throughService('secretsmanager', context(this).region) : {},
        userArn: userName => this.userArn(userName),
      },
      request,
    );
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    return userArn(context(this), this.rendered.resourceId, userName);
  }

  private warn(...notices: (string | undefined)[]): void {
    for (const notice of notices) {
      if (notice) Annotations.of(this).addWarning(notice);
    }
  }
}

/** What to say of an exact version, which AWS and Terraform will soon disagree about. */
function behindNotice(decided: DatabaseDecisions): string | undefined {
  if (!staysBehind(decided)) return undefined;
  const { engine, engineVersion, parameterFamily } = decided;
  return (
    'AWS applies minor upgrades by itself (database.minorUpgrades). Once it has, Terraform plans to go back to ' +
    `${engineVersion}, and AWS refuses. Give the major version: DatabaseEngine.${engine}('${parameterFamily}').`
  );
}
