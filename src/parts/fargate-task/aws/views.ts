import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ServiceView } from './service-view';
import { TaskDefinitionView, ViewedTask } from './task-definition-view';
import { INetwork } from '../../../binding/network';
import { ClusterReference } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { vpcOf } from '../../../engines/aws/network-view';
import { MetricProps } from '../../alarm/alarm';
import { metricOf } from '../../alarm/aws';

/** Input of the views. */
export interface TaskViewsProps extends ViewedTask {
  readonly service: ecs.CfnService;
  readonly network: INetwork;
  readonly cluster: ClusterReference;
  readonly logGroup: logs.CfnLogGroup;
  readonly securityGroup: ec2.CfnSecurityGroup;
  /** The TCP port that the program listens on, where it does. */
  readonly port?: number;
}

/** The resources of a task as CDK's L2s know them. Each view is made on its first use. */
export class TaskViews {
  private readonly made: { [name: string]: any } = {};

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly props: TaskViewsProps,
  ) {}

  get securityGroup(): ec2.ISecurityGroup {
    return this.view('securityGroup', () =>
      ec2.SecurityGroup.fromSecurityGroupId(this.owner, 'SecurityGroupView', this.props.securityGroup.attrGroupId, {
        allowAllOutbound: false,
      }),
    );
  }

  get connections(): ec2.Connections {
    const { port } = this.props;
    return this.view(
      'connections',
      () =>
        new ec2.Connections({
          securityGroups: [this.securityGroup],
          defaultPort: port === undefined ? undefined : ec2.Port.tcp(port),
        }),
    );
  }

  get cluster(): ecs.ICluster {
    const { cluster, network } = this.props;
    return this.view('cluster', () =>
      ecs.Cluster.fromClusterAttributes(this.owner, 'ClusterView', {
        clusterName: cluster.name,
        clusterArn: cluster.arn,
        vpc: vpcOf(this.owner, network),
        securityGroups: [],
      }),
    );
  }

  get taskDefinition(): ecs.FargateTaskDefinition {
    return this.view('taskDefinition', () => new TaskDefinitionView(this.owner, 'TaskDefinitionView', this.props));
  }

  get service(): ecs.IBaseService {
    return this.view('service', () => new ServiceView(this.owner, 'ServiceView', this.props.service, this.cluster));
  }

  get logGroup(): logs.ILogGroup {
    return this.view('logGroup', () =>
      logs.LogGroup.fromLogGroupName(this.owner, 'LogGroupView', this.props.logGroup.ref),
    );
  }

  /** The view of a name, made once. */
  view<T>(name: string, make: () => T): T {
    return (this.made[name] ??= make());
  }

  metric(metric: MetricProps, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this.owner, metric, options);
  }
}
