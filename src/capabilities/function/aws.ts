import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AliasView } from './aws/alias-view';
import { checkIn } from './aws/check';
import { Program } from './aws/program';
import { renderFunction } from './aws/render';
import { GoldenPathFunctionResources } from './aws/resources';
import { bindingTo } from './binding';
import { FunctionChoices } from './decisions';
import { definition } from './definition';
import { FunctionMetrics } from './metrics';
import { GoldenPathFunctionProps } from './props';
import { subscribeToTopics } from './sources/topic';
import { Access, Binding, BindingRequest, IBindable, UsesOptions } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { INetwork } from '../../binding/network';
import { ITopicSubscriber, SubscriptionEndpoint } from '../../binding/subscription';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { metricOf } from '../../parts/alarm/aws';
import { keyArnOf } from '../../parts/data-key/brought';
import { CalledApi } from '../../parts/http-api/authorization';
import { httpApiView } from '../../parts/http-api/aws';
import { executeApiArn } from '../../parts/http-api/aws/authorization';
import { plan } from '../../path/plan';
import { Refuse } from '../../support/input';

export type { GoldenPathFunctionResources } from './aws/resources';

/**
 * A Lambda function behind HTTP, or called by events: with its logs, alarms, dashboard, dead-letter queue and
 * deployment.
 *
 * @example
 * new GoldenPathFunction(stack, 'Signup', {
 *   owner: 'team-growth',
 *   code: FunctionCode.node('src/signup.ts'),
 *   http: FunctionHttp.iam(),
 * });
 */
export class GoldenPathFunction
  extends CapabilityConstruct
  implements ec2.IConnectable, iam.IGrantable, ITopicSubscriber, IBindable
{
  /** Every resource, as its L1. To change one on the record, use `escape`. */
  public readonly resources: GoldenPathFunctionResources;
  /** The URL that clients call, with the scheme. None without `http`. */
  public readonly url?: string;

  private readonly choices: FunctionChoices;
  private readonly program: Program;
  private readonly api?: CalledApi;
  private readonly metrics: FunctionMetrics;
  private readonly refuse: Refuse;
  private readonly views: { [name: string]: any } = {};

  public constructor(scope: Construct, id: string, props: GoldenPathFunctionProps) {
    const planned = plan(definition, scope, id, props, checkIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    this.refuse = planned.refuse;
    const { resources, program, metrics, url, api } = this._make(() => renderFunction(this, planned));
    this.resources = resources;
    this.program = program;
    this.metrics = metrics;
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
    return { protocol: 'lambda', arn: this.resources.alias.ref, fifo: false };
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

  /** The alias `live`: what others call, grant and send to. It has the role and the connections of the function. */
  public get function(): lambda.IFunction {
    const { function: fn, alias } = this.resources;
    return this.view(
      'function',
      () =>
        new AliasView(this, 'FunctionView', {
          function: fn,
          alias,
          role: this.role,
          architecture: this.choices.architecture,
          connections: () => this.connections,
        }),
    );
  }

  /** The role that the program has. Grants of any L2 land in it. */
  public get role(): iam.IRole {
    return this.program.roleView;
  }

  /** For grants: the role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.program.roleView;
  }

  /** The security group of the function. The first look at it puts the function into its network. */
  public get securityGroup(): ec2.ISecurityGroup {
    const { attrGroupId } = this.program.inNetwork();
    return this.view('securityGroup', () =>
      ec2.SecurityGroup.fromSecurityGroupId(this, 'SecurityGroupView', attrGroupId, { allowAllOutbound: false }),
    );
  }

  /** The connections of the function. The first look at them puts the function into its network. */
  public get connections(): ec2.Connections {
    return this.view('connections', () => new ec2.Connections({ securityGroups: [this.securityGroup] }));
  }

  /** The network that it stands in, if it does. */
  public get network(): INetwork | undefined {
    return this.program.network;
  }

  /** The log group of the program. */
  public get logGroup(): logs.ILogGroup {
    return this.view('logGroup', () =>
      logs.LogGroup.fromLogGroupName(this, 'LogGroupView', this.resources.logGroup.ref),
    );
  }

  /** The HTTP API, for further routes. */
  public get httpApi(): apigatewayv2.IHttpApi {
    const { httpApi: api } = this.resources;
    if (!api) return this.refuse('This function has no HTTP API.', 'Give it http: FunctionHttp.iam().');
    return this.view('httpApi', () => httpApiView(this, api, this.url!));
  }

  /** The queue of what failed. Who works through it needs a grant. */
  public get deadLetterQueue(): sqs.IQueue {
    const { deadLetterQueue: queue, key } = this.resources;
    return this.view('deadLetterQueue', () =>
      sqs.Queue.fromQueueAttributes(this, 'DeadLetterQueueView', {
        queueArn: queue.attrArn,
        queueUrl: queue.ref,
        keyArn: keyArnOf(this.choices, key?.attrArn),
      }),
    );
  }

  /** Lets somebody call the function, by its alias. */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.function.grantInvoke(grantee);
  }

  /** Lets somebody call it over HTTPS, with signed requests: for `FunctionHttp.iam()`. */
  public grantInvokeUrl(grantee: iam.IGrantable): iam.Grant {
    const { httpApi: api } = this.resources;
    if (!api) return this.refuse('This function has no HTTP API.', 'Give it http: FunctionHttp.iam().');
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: [`${executeApiArn(this, api)}/*`],
    });
  }

  /** Any metric of the alias by its name, in the namespace `AWS/Lambda`. By default the mean of five minutes. */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.function.metric(metricName, props);
  }

  /** The number of calls, by default their sum each five minutes. */
  public metricInvocations(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.invocations, props);
  }

  /** The number of calls that failed, by default their sum each five minutes. */
  public metricErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.errors, props);
  }

  /** Milliseconds that a call takes, by default the 99th percentile. */
  public metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.duration, props);
  }

  /** The number of calls that were turned away, by default their sum each five minutes. */
  public metricThrottles(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOf(this, this.metrics.throttles, props);
  }

  private view<T>(name: string, make: () => T): T {
    return (this.views[name] ??= make());
  }
}
