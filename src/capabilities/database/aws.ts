import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { DatabaseAttributes } from './attributes';
import { renderDatabase } from './aws/render';
import { ManagedDatabaseResources } from './aws/resources';
import { RenderedServer } from './aws/server';
import { clusterView, instanceView, ViewedDatabase } from './aws/views';
import { bindingTo, checkUserName, userArn } from './binding';
import { checkNetwork } from './check';
import { DatabaseDecisions } from './decisions';
import { definition } from './definition';
import { ExistingDatabase, IDatabase } from './existing';
import { DatabaseMetrics } from './metrics';
import { PAGE } from './page';
import { ManagedDatabaseProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { ReliedOnBy } from '../../binding/reliance';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { plannedNetwork } from '../../engines/aws/default-network';
import { MetricProps } from '../../parts/alarm/alarm';
import { metricOf } from '../../parts/alarm/aws';
import { keyIn } from '../../parts/data-key/aws';
import { keyOf } from '../../parts/data-key/aws/key-view';
import { SecretView } from '../../parts/data-key/aws/secret-view';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { plan } from '../../path/plan';
import { pathOf, refusal } from '../../support/input';

export type { DatabaseAttributes } from './attributes';
export type { ManagedDatabaseResources } from './aws/resources';
export type { IDatabase } from './existing';

const ON_AURORA = 'on Aurora only';
const OF_AN_INSTANCE = 'of an instance only';

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

  private readonly choices: DatabaseDecisions;
  private readonly server: RenderedServer;
  private readonly metrics: DatabaseMetrics;
  private madeConnections?: ec2.Connections;
  private madeSecurityGroup?: ec2.ISecurityGroup;
  private madeSecret?: secretsmanager.ISecret;
  private madeCluster?: rds.IDatabaseCluster;
  private madeInstance?: rds.IDatabaseInstance;
  private madeKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: ManagedDatabaseProps) {
    const planned = plan(definition, scope, id, props, asked => {
      keyIn(scope)(asked);
      checkNetwork(plannedNetwork(scope, props.network, pathOf(scope, id)), asked.refuse);
    });
    super(scope, id, planned);
    this.choices = planned.choices;
    const { server, metrics, resources } = this._make(() => renderDatabase(this, planned.choices, props.network));
    this.server = server;
    this.metrics = metrics;
    this.resources = resources;
    this.endpoint = server.endpoint;
    this.readerEndpoint = server.readerEndpoint;
    this.port = planned.choices.port;
  }

  /** Its connections. `other.connections.allowToDefaultPort(db)` puts the rule into the other's stack. */
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
      secretArn: this.server.secretArn,
      keyArn: this.keyArn,
    }));
  }

  /** The Aurora cluster, for plain CDK: a proxy, grants, alarms. An instance has none. */
  public get cluster(): rds.IDatabaseCluster {
    this.madeCluster ??= clusterView(this, this.viewed);
    return (
      this.madeCluster ?? refusal(this.node.path, PAGE)('This database is an instance, no cluster.', 'Use instance.')
    );
  }

  /** The instance, for plain CDK: a proxy, events, alarms. On Aurora there is a cluster. */
  public get instance(): rds.IDatabaseInstance {
    this.madeInstance ??= instanceView(this, this.viewed);
    return (
      this.madeInstance ?? refusal(this.node.path, PAGE)('This database is a cluster, no instance.', 'Use cluster.')
    );
  }

  /** The key of data, password, insights and logs, for plain CDK, if it has one of its own. */
  public get key(): kms.IKey | undefined {
    return (this.madeKey ??= keyOf(this, this.choices, this.resources.key));
  }

  /**
   * Allows to log in as a database user with an IAM token. The user must exist in the database, with the role `rds_iam`
   * on PostgreSQL.
   */
  public grantConnect(grantee: iam.IGrantable, userName: string): iam.Grant {
    this._relyOn([ReliedOnBy.USERS]);
    return iam.Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns: [this.userArn(userName)] });
  }

  /**
   * Any metric of the writer by its name, in the namespace `AWS/RDS`. By default the mean of five minutes. Metrics of
   * Aurora's storage are those of `cluster`, which have no writer.
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, { ...this.metrics.cpu, name: metricName }, props);
  }

  /** CPU utilisation of the writer in percent, by default the mean. */
  public metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.cpu, props);
  }

  /** Free memory of the writer in bytes, by default the least. */
  public metricFreeableMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.freeMemory, props);
  }

  /** Connections to the writer, by default the most. */
  public metricDatabaseConnections(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.connections, props);
  }

  /** Capacity of the writer in percent of the greatest, by default the most. On Aurora only. */
  public metricAcuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.only(this.metrics.capacityUsed, ON_AURORA), props);
  }

  /** Capacity of the writer in capacity units, by default the mean. On Aurora only. */
  public metricServerlessDatabaseCapacity(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.only(this.metrics.capacity, ON_AURORA), props);
  }

  /** Milliseconds by which the last reader is behind, by default the most. On Aurora only. */
  public metricReplicaLag(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.only(this.metrics.replicaLag, ON_AURORA), props);
  }

  /** Free storage in bytes, by default the least. Of an instance only: storage of Aurora grows by itself. */
  public metricFreeStorageSpace(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.only(this.metrics.freeStorage, OF_AN_INSTANCE), props);
  }

  /** Gives a consumer its variables, its permissions and the port that it opens. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { engine, databaseName } = this.choices;
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        engine,
        endpoint: this.endpoint,
        readerEndpoint: this.readerEndpoint,
        port: this.server.readyPort,
        openPort: this.port,
        databaseName,
        securityGroupId: this.resources.securityGroup.attrGroupId,
        secretArn: this.server.secretArn,
        rotatesSecret: true,
        keyArn: this.keyArn,
        keyConditions: throughService('secretsmanager', Stack.of(this).region),
        userArn: userName => this.userArn(userName),
      },
      request,
    );
  }

  private only(metric: MetricProps | undefined, who: string): MetricProps {
    const { deployment } = this.choices;
    return (
      metric ??
      refusal(this.node.path, PAGE)(
        `This metric is ${who}, and the deployment is '${deployment}'.`,
        'Take another one: metricCpuUtilization, metricFreeableMemory and metricDatabaseConnections are of both.',
      )
    );
  }

  private get viewed(): ViewedDatabase {
    const { server, choices, securityGroup, secret } = this;
    return { server, choices, securityGroup, secret };
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    return userArn(Stack.of(this), this.server.resourceId, userName);
  }

  private get keyArn(): string | undefined {
    return keyArnOf(this.choices, this.resources.key?.attrArn);
  }
}
