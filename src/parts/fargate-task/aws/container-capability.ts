import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RenderedContainer } from './rendered-container';
import { Access, IBindable, UsesOptions } from '../../../binding/binding';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { vpcOf } from '../../../engines/aws/network-view';
import { refusal } from '../../../support/input';
import { SidecarOptions } from '../sidecar';

/**
 * The base of the capabilities that run a container on ECS Fargate: what a team can do with its tasks.
 */
export abstract class ContainerCapability extends CapabilityConstruct implements ec2.IConnectable, iam.IGrantable {
  /**
   * The resources, as they were made.
   *
   * @internal
   */
  protected abstract readonly _container: RenderedContainer;

  /** The network that the tasks run in. */
  public get network(): INetwork {
    return this._container.network;
  }

  /**
   * Joins the tasks to something that they use: opens the network path, sets the variables, grants the permissions.
   * Everything that this makes stands in the stack of the tasks.
   *
   * @param resource what is used
   * @param access what the program does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): ContainerCapability {
    this._container.consumer.use(resource, access, options ?? {});
    return this;
  }

  /**
   * Adds a container beside the program's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): ContainerCapability {
    this._container.task.addSidecar(options, refusal(this.node.path, 'guides/escape-hatch.md'));
    return this;
  }

  /** The role of the program. Grants of any L2 land in it. */
  public get taskRole(): iam.IRole {
    return this._container.task.taskRole;
  }

  /** The role that starts the tasks: it pulls the image and writes the logs. */
  public get executionRole(): iam.IRole {
    return this._container.task.executionRole;
  }

  /** The task role, to which grants are made. */
  public get grantPrincipal(): iam.IPrincipal {
    return this._container.task.taskRole;
  }

  /** The security group of the tasks. */
  public get securityGroup(): ec2.ISecurityGroup {
    return this._container.views.securityGroup;
  }

  /** The connections of the tasks, for what they call. */
  public get connections(): ec2.Connections {
    return this._container.views.connections;
  }

  /** The VPC of that network, for plain CDK. */
  public get vpc(): ec2.IVpc {
    return vpcOf(this, this._container.network);
  }

  /** The ECS cluster. */
  public get cluster(): ecs.ICluster {
    return this._container.views.cluster;
  }

  /** The ECS service, for what deploys or watches it: a pipeline, an alarm. */
  public get service(): ecs.IBaseService {
    return this._container.views.service;
  }

  /**
   * The task definition, for what starts tasks of its own from it: a rule, a schedule, a state machine. Its container
   * is `taskDefinition.defaultContainer`. Give such tasks the `securityGroup` of the construct, so that they reach what
   * it uses.
   */
  public get taskDefinition(): ecs.FargateTaskDefinition {
    return this._container.views.taskDefinition;
  }

  /** The log group of the program. */
  public get logGroup(): logs.ILogGroup {
    return this._container.views.logGroup;
  }

  /** Any metric of the ECS service by its name, in the namespace `AWS/ECS`. By default the mean of five minutes. */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric({ ...this._container.metrics.cpu, name: metricName }, props);
  }

  /** CPU utilisation of the tasks in percent, by default the mean. */
  public metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this._container.metrics.cpu, props);
  }

  /** Memory utilisation of the tasks in percent, by default the mean. */
  public metricMemoryUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this._container.metrics.memory, props);
  }
}
