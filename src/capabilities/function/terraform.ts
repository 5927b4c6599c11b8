import { Construct } from 'constructs';
import { bindingTo } from './binding';
import { definition } from './definition';
import { GoldenPathFunctionProps } from './props';
import { subscribeToTopics } from './sources/topic';
import { checkIn } from './terraform/check';
import { Program } from './terraform/program';
import { renderFunction } from './terraform/render';
import { GoldenPathFunctionResources } from './terraform/resources';
import { Access, Binding, BindingPermission, BindingRequest, IBindable, UsesOptions } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { INetwork } from '../../binding/network';
import { ITopicSubscriber, SubscriptionEndpoint } from '../../binding/subscription';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { CalledApi } from '../../parts/http-api/authorization';

export type { GoldenPathFunctionResources } from './terraform/resources';

/**
 * A Lambda function behind HTTP, or called by events: with its logs, alarms, dashboard and dead-letter queue.
 *
 * @example
 * new GoldenPathFunction(stack, 'Signup', {
 *   owner: 'team-growth',
 *   code: FunctionCode.node('src/signup.ts'),
 *   http: FunctionHttp.iam(),
 * });
 */
export class GoldenPathFunction extends CapabilityConstruct implements ITopicSubscriber, IBindable {
  /** Every resource, typed. To change one on the record, use `escape`. */
  public readonly resources: GoldenPathFunctionResources;
  /** The URL that clients call, with the scheme. None without `http`. */
  public readonly url?: string;

  private readonly program: Program;
  private readonly api?: CalledApi;

  public constructor(scope: Construct, id: string, props: GoldenPathFunctionProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props, checkIn(scope));
    super(scope, id, planned);
    const { resources, program, url, api } = this._make(() => renderFunction(this, planned));
    this.resources = resources;
    this.program = program;
    this.url = url;
    this.api = api;
    this._make(() =>
      subscribeToTopics(
        this,
        (props.events ?? []).map(({ _asked }) => _asked),
      ),
    );
  }

  /** How a topic reaches the function: by its alias. */
  public get subscriptionEndpoint(): SubscriptionEndpoint {
    return { protocol: 'lambda', arn: this.resources.alias.arn, fifo: false };
  }

  /** Lets a topic call the function: its subscription has the permission. */
  public acceptTopic(_topicArn: string): void {
    // A permission of Lambda is a resource of its own, and stands beside the subscription.
  }

  /**
   * Joins the function to something that it uses: opens the network path, sets the variables, grants the permissions.
   * Everything that this makes stands in the stack of the function.
   *
   * @param resource what is used
   * @param access what the function does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): GoldenPathFunction {
    this.program.consumer.use(resource, access, options ?? {});
    return this;
  }

  /** The answer to a consumer: `URL`, and the permission to call it. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo({ id: identityId(this), path: this.node.path, url: this.url, api: this.api }, request);
  }

  /** Lets the function's program do something more: adds an IAM permission to its role. */
  public grant(permission: BindingPermission): GoldenPathFunction {
    this.program.permissions.add(permission);
    return this;
  }

  /** The ARN of the alias `live`: what others call. */
  public get functionArn(): string {
    return this.resources.alias.arn;
  }

  /** The ARN by which API Gateway calls the alias. */
  public get invokeArn(): string {
    return this.resources.alias.invokeArn;
  }

  /** The name of the function. With it, name the alias: `qualifier`. */
  public get functionName(): string {
    return this.resources.function.functionName;
  }

  /** The name of the alias. */
  public get qualifier(): string {
    return this.resources.alias.name;
  }

  /** The ARN of the role that the program has. */
  public get roleArn(): string {
    return this.resources.role.arn;
  }

  /** The name of that role, for `aws_iam_role_policy`. */
  public get roleName(): string {
    return this.resources.role.name;
  }

  /** The name of the program's log group. */
  public get logGroupName(): string {
    return this.resources.logGroup.name;
  }

  /** The ARN of the dead-letter queue. */
  public get deadLetterQueueArn(): string {
    return this.resources.deadLetterQueue.arn;
  }

  /** The id of the function's security group. The first look at it puts the function into its network. */
  public get securityGroupId(): string {
    return this.program.inNetwork().id;
  }

  /** The network that it stands in, if it does. */
  public get network(): INetwork | undefined {
    return this.program.network;
  }
}
