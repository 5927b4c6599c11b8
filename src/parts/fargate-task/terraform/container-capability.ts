import { RenderedContainer } from './rendered-container';
import { Access, BindingPermission, IBindable, UsesOptions } from '../../../binding/binding';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { refusal } from '../../../support/input';
import { SidecarOptions } from '../sidecar';

/**
 * The base of the capabilities that run a container on ECS Fargate: what a team can do with its tasks.
 */
export abstract class ContainerCapability extends CapabilityConstruct {
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
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): this {
    this._container.consumer.use(resource, access, options ?? {});
    return this;
  }

  /** Lets the program do something more. The tasks start after the permission is there. */
  public grant(permission: BindingPermission): this {
    this._container.task.taskRole.add(permission);
    return this;
  }

  /**
   * Adds a container beside the program's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): this {
    this._container.task.addSidecar(options, refusal(this.node.path, 'guides/escape-hatch.md'));
    return this;
  }

  /** The ARN of the role of the program. */
  public get taskRoleArn(): string {
    return this._container.task.resources.taskRole.arn;
  }

  /** The name of the role of the program, for `aws_iam_role_policy`. */
  public get taskRoleName(): string {
    return this._container.task.resources.taskRole.name;
  }

  /** The ARN of the role that starts the tasks: it pulls the image and writes the logs. */
  public get executionRoleArn(): string {
    return this._container.task.resources.executionRole.arn;
  }

  /** The id of the security group of the tasks. */
  public get securityGroupId(): string {
    return this._container.securityGroup.id;
  }

  /** The ARN of the ECS cluster. */
  public get clusterArn(): string {
    return this._container.task.cluster.arn;
  }

  /** The name of the ECS cluster. */
  public get clusterName(): string {
    return this._container.task.cluster.name;
  }

  /** The name of the ECS service. */
  public get serviceName(): string {
    return this._container.service.name;
  }

  /** The name of the program's log group. */
  public get logGroupName(): string {
    return this._container.task.resources.logGroup.name;
  }
}
