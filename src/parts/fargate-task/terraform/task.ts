import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Annotations } from 'cdktf';
import { TaskDefinition } from './task-definition';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { nameOf } from '../../../engines/terraform/names';
import { RolePermissions, serviceRole } from '../../../engines/terraform/role';
import { InvalidInputError } from '../../../support/errors';
import { Refuse } from '../../../support/input';
import { writeLogs } from '../../log-group/permissions';
import { LogRenderer } from '../../log-group/terraform';
import { appContainer, Container, TaskSurroundings, withVariables } from '../container';
import { TaskChoices } from '../decisions';
import { openShell, pullImage } from '../permissions';
import { SidecarOptions, withSidecar } from '../sidecar';
import { ServiceSource, ServiceSourceKind, warningsOf } from '../source';

/** What a running task consists of. */
export interface TaskResources {
  readonly cluster: EcsCluster;
  readonly logKey?: KmsKey;
  readonly logGroup: CloudwatchLogGroup;
  readonly executionRole: IamRole;
  readonly taskRole: IamRole;
  readonly taskDefinition: TaskDefinition;
}

/** A task with what it needs: cluster, logs, the two roles, the definition. */
export class Task {
  readonly resources: TaskResources;
  readonly taskRole: RolePermissions;
  readonly executionRole: RolePermissions;
  private readonly surroundings: TaskSurroundings;

  constructor(
    private readonly owner: CapabilityConstruct,
    choices: TaskChoices,
    source: ServiceSource,
    environment: { readonly [name: string]: string },
    log: LogRenderer,
  ) {
    const cluster = owner._slot(
      'cluster',
      new EcsCluster(owner, 'Cluster', {
        name: nameOf(owner, 'cluster', 255),
        setting: [{ name: 'containerInsights', value: choices.containerInsights }],
        tags: owner._tags,
      }),
    );
    const group = log.logGroup('logGroup');
    const executionRole = serviceRole(
      owner,
      'executionRole',
      'ecs-tasks.amazonaws.com',
      `Starts the tasks of ${owner.node.path}: pulls the image, writes the logs`,
    );
    const taskRole = serviceRole(owner, 'taskRole', 'ecs-tasks.amazonaws.com', `What ${owner.node.path} may do`);
    this.executionRole = new RolePermissions(owner, executionRole, 'executionPolicy');
    this.taskRole = new RolePermissions(owner, taskRole, 'taskPolicy');
    this.executionRole.add(writeLogs(`${group.arn}:*`));
    if (choices.execEnabled) this.taskRole.add(openShell());
    this.surroundings = { choices, logGroupName: group.name, region: context(owner).region };
    const image = this.image(source);
    const taskDefinition = owner._slot(
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
    this.resources = { cluster, logKey: log.logKey, logGroup: group, executionRole, taskRole, taskDefinition };
  }

  /** Adds variables to the program's container. */
  addVariables(variables: { [name: string]: string }): void {
    this.contain(withVariables(this.containers, variables));
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

  private get containers(): Container[] {
    const { containers } = this.resources.taskDefinition;
    if (Array.isArray(containers)) return containers;
    throw new InvalidInputError({
      what: 'The containers of this task are a text now, so none can be changed or added.',
      where: this.owner.node.path,
      hint:
        "Change what is needed by escape('taskDefinition', Patch.property('container_definitions[name=app]...', " +
        '...)) instead of assigning containerDefinitions.',
      page: 'guides/escape-hatch.md',
    });
  }

  private contain(containers: Container[]): void {
    this.owner._amend('taskDefinition', () => (this.resources.taskDefinition.containers = containers));
  }

  /** The reference of an image, with the right to pull it. */
  private image(source: ServiceSource): string {
    const { owner } = this;
    for (const { text } of warningsOf(source)) Annotations.of(owner).addWarning(text);
    if (source.repositoryName === undefined) return source.location;
    const here = context(owner);
    const { account = here.account, region = here.region } = source.repository;
    for (const permission of pullImage(
      `arn:${here.partition}:ecr:${region}:${account}:repository/${source.repositoryName}`,
    )) {
      this.executionRole.add(permission);
    }
    return source.kind === ServiceSourceKind.ECR
      ? `${account}.dkr.ecr.${region}.${here.dnsSuffix}/${source.location}`
      : source.location;
  }
}

/** Terraform deploys images, and builds none. */
export function checkBuilt({ kind, location }: ServiceSource, where: string): void {
  if (kind !== ServiceSourceKind.DOCKERFILE) return;
  throw new InvalidInputError({
    what: `Terraform cannot build the image of '${location}'.`,
    where,
    hint: "Build and push it in CI, and name it: ServiceSource.ecrRepository('orders', '1.4.2').",
    page: 'guides/terraform.md',
  });
}
