import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Annotations } from 'cdktf';
import { TaskDefinition } from './task-definition';
import { ClusterReference, sharedIn } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { nameOf } from '../../../engines/terraform/names';
import { RolePermissions, createServiceRole } from '../../../engines/terraform/role';
import { Refuse, refusal } from '../../../support/input';
import { writeLogs } from '../../log-group/permissions';
import { LogRenderer } from '../../log-group/terraform';
import { TaskChoices } from '../choices';
import { appContainer, Container, TaskSurroundings } from '../container';
import { openShell, pullImage } from '../permissions';
import { ProgramVariables } from '../program-variables';
import { SidecarOptions, withSidecar } from '../sidecar';
import { noticesOf, ServiceSource, ServiceSourceKind } from '../source';

/** The resources of a running task. */
export interface TaskResources {
  /** None where the tasks run in that of their environment. */
  readonly cluster?: EcsCluster;
  readonly logKey?: KmsKey;
  readonly logGroup: CloudwatchLogGroup;
  readonly executionRole: IamRole;
  readonly taskRole: IamRole;
  readonly taskDefinition: TaskDefinition;
}

/** Input of a task. */
export interface TaskInput {
  readonly choices: TaskChoices;
  readonly source: ServiceSource;
  /** The variables of the program, before it uses anything. */
  readonly environment: { readonly [name: string]: string };
  readonly log: LogRenderer;
}

const TASKS = 'ecs-tasks.amazonaws.com';

/** A task with what it needs: cluster, logs, the two roles, the definition. */
export class Task {
  readonly resources: TaskResources;
  /** The cluster that it runs in. */
  readonly cluster: ClusterReference;
  readonly taskRole: RolePermissions;
  readonly executionRole: RolePermissions;
  /** The variables of the program, before it uses anything. */
  readonly environment: { readonly [name: string]: string };
  /** What the program gets from what it uses. */
  readonly program: ProgramVariables;
  private readonly surroundings: TaskSurroundings;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly input: TaskInput,
  ) {
    const { choices, log } = input;
    const { path } = owner.node;
    this.environment = input.environment;
    this.program = new ProgramVariables(
      {
        containers: () => this.containers,
        contain: containers => this.contain(containers),
        letRead: permissions => this.executionRole.setBound(permissions),
      },
      refusal(path, 'guides/escape-hatch.md'),
    );
    const own = choices.cluster === 'own' ? this.renderCluster() : undefined;
    this.cluster = own ? { name: own.name, arn: own.arn } : sharedIn(owner)!.clusterIn(owner);
    const logGroup = log.logGroup('logGroup');
    const starts = `Starts the tasks of ${path}: pulls the image, writes the logs`;
    const executionRole = createServiceRole(owner, 'executionRole', TASKS, starts);
    const taskRole = createServiceRole(owner, 'taskRole', TASKS, `What ${path} may do`);
    this.executionRole = new RolePermissions(owner, executionRole, 'executionPolicy');
    this.taskRole = new RolePermissions(owner, taskRole, 'taskPolicy');
    this.executionRole.add(writeLogs(`${logGroup.arn}:*`));
    if (choices.execEnabled) this.taskRole.add(openShell());
    this.surroundings = { choices, logGroupName: logGroup.name, region: context(owner).region };
    const taskDefinition = this.renderTaskDefinition(executionRole, taskRole);
    this.resources = { cluster: own, logKey: log.logKey, logGroup, executionRole, taskRole, taskDefinition };
  }

  /** Adds a container beside the program's. */
  addSidecar(options: SidecarOptions, refuse: Refuse): void {
    const { surroundings, containers } = this;
    this.contain(withSidecar({ ...surroundings, containers, pull: source => this.image(source) }, options, refuse));
  }

  /** Tasks that start before their permissions are there fail, and the circuit breaker counts them. */
  requiredBy(service: EcsService): void {
    this.taskRole.requiredBy(service);
    this.executionRole.requiredBy(service);
  }

  private renderCluster(): EcsCluster {
    const { owner } = this;
    return owner._slot(
      'cluster',
      new EcsCluster(owner, 'Cluster', {
        name: nameOf(owner, 'cluster', 255),
        setting: [{ name: 'containerInsights', value: this.input.choices.containerInsights! }],
        tags: owner._tags,
      }),
    );
  }

  private renderTaskDefinition(executionRole: IamRole, taskRole: IamRole): TaskDefinition {
    const { owner } = this;
    const { choices, source, environment } = this.input;
    const image = this.image(source);
    return owner._slot(
      'taskDefinition',
      new TaskDefinition(owner, 'TaskDefinition', {
        family: nameOf(owner, 'taskDefinition', 255),
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: String(choices.cpuUnits),
        memory: String(choices.memoryMib),
        runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: choices.architecture.toUpperCase() },
        executionRoleArn: executionRole.arn,
        taskRoleArn: taskRole.arn,
        containerDefinitions: [appContainer(this.surroundings, image, environment)],
        // A deployment that fails is rolled back to the version before, which must still be there.
        lifecycle: { createBeforeDestroy: true },
        tags: owner._tags,
      }),
    );
  }

  private get containers(): Container[] {
    const { containers } = this.resources.taskDefinition;
    if (Array.isArray(containers)) return containers;
    return refusal(this.owner.node.path, 'guides/escape-hatch.md')(
      'The containers of this task are a text now, so none can be changed or added.',
      "Change what is needed by escape('taskDefinition', Patch.property('container_definitions[name=app]...', ...)) " +
        'instead of assigning containerDefinitions.',
    );
  }

  private contain(containers: Container[]): void {
    this.owner._amend('taskDefinition', () => (this.resources.taskDefinition.containers = containers));
  }

  /** The reference of an image, with the permission to pull it. */
  private image(source: ServiceSource): string {
    const { owner } = this;
    for (const { text } of noticesOf(source)) Annotations.of(owner).addWarning(text);
    if (source.repositoryName === undefined) return source.location;
    const here = context(owner);
    const { account = here.account, region = here.region } = source.repository;
    const repository = `arn:${here.partition}:ecr:${region}:${account}:repository/${source.repositoryName}`;
    for (const permission of pullImage(repository)) this.executionRole.add(permission);
    return source._kind === ServiceSourceKind.ECR
      ? `${account}.dkr.ecr.${region}.${here.dnsSuffix}/${source.location}`
      : source.location;
  }
}

/** Refuses a source that is to be built: Terraform deploys images, and builds none. */
export function checkBuilt({ _kind, location }: ServiceSource, where: string): void {
  if (_kind !== ServiceSourceKind.DOCKERFILE) return;
  refusal(where, 'guides/terraform.md')(
    `Terraform cannot build the image of '${location}'.`,
    "Build and push it in CI, and name it: ServiceSource.ecrRepository('orders', '1.4.2').",
  );
}
