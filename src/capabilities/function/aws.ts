import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { renderBacklogAlarms, renderCallerAlarms } from './aws/alarms';
import { AliasView } from './aws/alias-view';
import { deadLetters } from './aws/dead-letters';
import { deployment } from './aws/deployment';
import { eventSources } from './aws/events';
import { functionHttp } from './aws/http';
import { liveAlias, Program, publishedVersion } from './aws/program';
import { FunctionResources } from './aws/resources';
import { checkChoices, checkNetwork, checkProps, PAGE } from './check';
import { functionDashboard } from './dashboard';
import { decide, FunctionChoices } from './decisions';
import { FunctionMetrics } from './metrics';
import { GoldenPathFunctionProps, TrafficShift } from './props';
import { sourcesOf } from './sources';
import { ownVariables } from './variables';
import { Access, EventSourceKind, IBindable, UsesOptions } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { CfnConsumer } from '../../engines/aws/consumer';
import { networkOf } from '../../engines/aws/default-network';
import { MetricProps } from '../../parts/alarm/alarm';
import { dashboardSubject, renderDashboard } from '../../parts/dashboard/aws';
import { dataKey } from '../../parts/data-key/aws';
import { LogRenderer } from '../../parts/log-group/aws';
import { GoldenPath } from '../../path/golden-path';
import { ownerOf } from '../../path/owner';
import { Consumer } from '../../record/uses';
import { pathOf, refusal, Refuse } from '../../support/input';

export type { FunctionResources } from './aws/resources';

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
export class GoldenPathFunction extends CapabilityConstruct implements ec2.IConnectable, iam.IGrantable {
  /** Every resource, as its L1. To change one on the record, use `escape`. */
  public readonly resources: FunctionResources;
  /** What a client calls, with the scheme. None without `http`. */
  public readonly url?: string;

  private readonly choices: FunctionChoices;
  private readonly program: Program;
  private readonly consumer: Consumer;
  private readonly metrics: FunctionMetrics;
  private readonly refuse: Refuse;
  private readonly views: { [name: string]: any } = {};
  private standsIn?: INetwork;

  public constructor(scope: Construct, id: string, props: GoldenPathFunctionProps) {
    // What is refused here leaves the tree as it was.
    const where = pathOf(scope, id);
    checkProps(props, where);
    const refuse = refusal(where, PAGE);
    const owner = ownerOf(props.owner, GoldenPath.of(scope), 'function', refuse);
    super(scope, id, 'function');
    this.refuse = refuse;
    this._ownedBy(owner);
    const choices = (this.choices = decide(props, this._ledger));
    checkChoices(choices, props.http ?? undefined, refuse);
    this.standsIn = props.network ?? undefined;

    const fromEventBridge = choices.eventSources.includes(EventSourceKind.BUCKET);
    const key = choices.ownKey
      ? dataKey(this, choices, `Variables, logs, dead letters and schedules of ${this.node.path}`, {
          services: ['lambda', 'scheduler', 'sqs'],
          logGroups: '*',
          senders: fromEventBridge ? ['events'] : [],
        })
      : undefined;
    const log = new LogRenderer(
      this,
      { ...choices, logKeyRotation: choices.keyRotation, logKeyDeletionDays: choices.keyDeletionDays },
      key,
    );
    const logGroup = log.logGroup('logGroup');
    const dead = deadLetters(this, choices, key, fromEventBridge);
    const { deadLetterQueue } = dead;
    const environment = ownVariables(props, choices, this.node.id, this._ledger.path.tier);
    const program = (this.program = new Program(this, {
      choices,
      code: props.code,
      environment,
      logGroup,
      key,
      deadLetterQueue,
    }));
    const fn = program.function;
    const metrics = (this.metrics = new FunctionMetrics(fn.ref, choices.aliasName, deadLetterQueue.attrQueueName));

    const shifts = choices.trafficShift !== TrafficShift.ALL_AT_ONCE;
    const callerSide =
      choices.alarms || (shifts && choices.rollbackOnAlarm) ? renderCallerAlarms(this, choices, metrics) : undefined;
    const shift = shifts ? deployment(this, choices, fn, Object.values(callerSide ?? {})) : undefined;
    const version = publishedVersion(this, choices, fn);
    const alias = liveAlias(this, choices, {
      fn,
      version,
      updatePolicy: shift && {
        codeDeployLambdaAliasUpdate: {
          applicationName: shift.deploymentApplication.ref,
          deploymentGroupName: shift.deploymentGroup.ref,
        },
      },
    });

    this.consumer = new Consumer(
      this,
      new CfnConsumer(
        this,
        program.roleView,
        () => this.inNetwork(),
        variables => program.addVariables(variables),
      ),
      Object.keys(environment),
      this._uses,
    );
    if (this.standsIn) this.inNetwork();
    const sources = sourcesOf({
      events: props.events ?? [],
      choices,
      ledger: this._ledger,
      use: (resource, access, options) => this.consumer.use(resource, access, options),
      refuse,
      warn: (warning, text) => Annotations.of(this).addWarningV2(warning, text),
    });
    const events = eventSources(this, sources, { choices, alias, deadLetterQueue, key });
    const api = choices.http === null ? undefined : functionHttp(this, choices, props.http ?? undefined, alias, log);
    const backlog = choices.alarms ? renderBacklogAlarms(this, choices, metrics) : undefined;
    const dashboard = choices.dashboard
      ? renderDashboard(
          this,
          functionDashboard({
            ...dashboardSubject(this, { ...callerSide, ...backlog }, logGroup),
            metrics,
            choices,
          }),
        )
      : undefined;
    this.resources = {
      function: fn,
      version,
      alias,
      role: program.role,
      logGroup,
      key,
      ...dead,
      ...api,
      ...events,
      ...shift,
      ...callerSide,
      ...backlog,
      dashboard,
    };
    if (api) {
      this.url = api.httpApi.attrApiEndpoint;
      new CfnOutput(this, 'Url', { value: this.url, description: `Where ${this.node.path} answers.` });
    }
  }

  /**
   * Joins the function to something that it uses: opens the network path, sets the variables, grants the permissions.
   * Everything
   * that this makes stands in the stack of the function.
   *
   * @param resource what is used
   * @param access what the function does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): GoldenPathFunction {
    this.consumer.use(resource, access, options ?? {});
    return this;
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
    const { attrGroupId } = this.inNetwork();
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
    return this.standsIn;
  }

  /** The log group of the program. */
  public get logGroup(): logs.ILogGroup {
    return this.view('logGroup', () =>
      logs.LogGroup.fromLogGroupName(this, 'LogGroupView', this.resources.logGroup.ref),
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
    const { partition, region, account } = Stack.of(this);
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: [`arn:${partition}:execute-api:${region}:${account}:${api.ref}/*`],
    });
  }

  /** Calls, by default their sum each five minutes. */
  public metricInvocations(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.metrics.invocations, props);
  }

  /** Calls that failed, by default their sum each five minutes. */
  public metricErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.metrics.errors, props);
  }

  /** Milliseconds that a call takes, by default the 99th percentile. */
  public metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.metrics.duration, props);
  }

  /** Calls that were turned away, by default their sum each five minutes. */
  public metricThrottles(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.metrics.throttles, props);
  }

  private inNetwork(): ec2.CfnSecurityGroup {
    return this.program.inNetwork(() => {
      const network = (this.standsIn = networkOf(this, this.standsIn));
      checkNetwork(network, this.refuse);
      return network;
    });
  }

  private metric(
    { namespace, name, statistic, dimensions }: MetricProps,
    props: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace,
      metricName: name,
      statistic,
      dimensionsMap: { ...dimensions },
      ...props,
    }).attachTo(this);
  }

  private view<T>(name: string, make: () => T): T {
    return (this.views[name] ??= make());
  }
}
