import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Annotations, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { checkChoices, checkNetwork, checkProps, PAGE } from './check';
import { functionDashboard } from './dashboard';
import { decide, FunctionChoices } from './decisions';
import { FunctionMetrics } from './metrics';
import { GoldenPathFunctionProps } from './props';
import { sourcesOf } from './sources';
import { renderBacklogAlarms, renderCallerAlarms } from './terraform/alarms';
import { deadLetters } from './terraform/dead-letters';
import { eventSources } from './terraform/events';
import { functionHttp } from './terraform/http';
import { Program } from './terraform/program';
import { FunctionResources } from './terraform/resources';
import { ownVariables } from './variables';
import { Access, BindingPermission, EventSourceKind, IBindable, UsesOptions } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { TerraformConsumer } from '../../engines/terraform/consumer';
import { networkOf } from '../../engines/terraform/default-network';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { dashboardSubject, renderDashboard } from '../../parts/dashboard/terraform';
import { dataKey } from '../../parts/data-key/terraform';
import { LogRenderer } from '../../parts/log-group/terraform';
import { GoldenPath } from '../../path/golden-path';
import { ownerOf } from '../../path/owner';
import { Consumer } from '../../record/uses';
import { pathOf, refusal, Refuse } from '../../support/input';

export type { FunctionResources } from './terraform/resources';

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
export class GoldenPathFunction extends CapabilityConstruct {
  /** Every resource, typed. To change one on the record, use `escape`. */
  public readonly resources: FunctionResources;
  /** What a client calls, with the scheme. None without `http`. */
  public readonly url?: string;

  private readonly program: Program;
  private readonly consumer: Consumer;
  private readonly refuse: Refuse;
  private standsIn?: INetwork;

  public constructor(scope: Construct, id: string, props: GoldenPathFunctionProps) {
    // What is refused here leaves the tree as it was.
    const where = pathOf(scope, id);
    checkProps(props, where);
    const refuse = refusal(where, PAGE);
    const owner = ownerOf(props.owner, GoldenPath.of(scope), 'function', refuse);
    super(scope, id, 'function');
    using _untraced = withoutTokenTraces();
    this.refuse = refuse;
    this._ownedBy(owner);
    const choices: FunctionChoices = decide(props, this._ledger);
    checkChoices(choices, props.http ?? undefined, refuse);
    this.standsIn = props.network ?? undefined;

    const fromEventBridge = choices.eventSources.includes(EventSourceKind.BUCKET);
    const key = choices.ownKey
      ? dataKey(
          this,
          choices,
          `Variables, logs, dead letters and schedules of ${this.node.path}`,
          { services: ['lambda', 'scheduler', 'sqs'], logGroups: '*', senders: fromEventBridge ? ['events'] : [] },
          choices.onRemoval === 'retain' || choices.logsKeptOnDeletion,
        )
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
    const { function: fn, alias } = program;
    const metrics = new FunctionMetrics(fn.functionName, choices.aliasName, deadLetterQueue.name);

    this.consumer = new Consumer(
      this,
      new TerraformConsumer(
        this,
        program.permissions,
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
      warn: (_, text) => Annotations.of(this).addWarning(text),
    });
    const events = eventSources(this, sources, { choices, program, deadLetterQueue, key });
    const api = choices.http === null ? undefined : functionHttp(this, choices, props.http ?? undefined, program, log);
    const callerSide = choices.alarms ? renderCallerAlarms(this, choices, metrics) : undefined;
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
      alias,
      role: program.role,
      logGroup,
      key,
      ...dead,
      ...api,
      ...events,
      ...callerSide,
      ...backlog,
      dashboard,
    };
    if (api) {
      this.url = api.httpApi.apiEndpoint;
      new TerraformOutput(this, 'Url', { value: this.url, description: `Where ${this.node.path} answers.` });
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

  /** Lets the function's program do something more. */
  public grant(permission: BindingPermission): GoldenPathFunction {
    this.program.permissions.add(permission);
    return this;
  }

  /** The ARN of the alias `live`: what others call. */
  public get functionArn(): string {
    return this.resources.alias.arn;
  }

  /** What API Gateway calls the alias by. */
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

  /** Its name, for `aws_iam_role_policy`. */
  public get roleName(): string {
    return this.resources.role.name;
  }

  /** The name of the program's log group. */
  public get logGroupName(): string {
    return this.resources.logGroup.name;
  }

  /** The ARN of the queue of what nobody could work on. */
  public get deadLetterQueueArn(): string {
    return this.resources.deadLetterQueue.arn;
  }

  /** The id of the function's security group. The first look at it puts the function into its network. */
  public get securityGroupId(): string {
    return this.inNetwork().id;
  }

  /** The network that it stands in, if it does. */
  public get network(): INetwork | undefined {
    return this.standsIn;
  }

  private inNetwork(): SecurityGroup {
    return this.program.inNetwork(() => {
      const network = (this.standsIn = networkOf(this, this.standsIn));
      checkNetwork(network, this.refuse);
      return network;
    });
  }
}
