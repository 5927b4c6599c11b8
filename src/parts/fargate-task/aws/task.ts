import { Annotations, Stack } from 'aws-cdk-lib';
import * as ecrAssets from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BindingPermission } from '../../../binding/binding';
import { ClusterReference, sharedIn } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { RoleView, createServiceRole } from '../../../engines/aws/role';
import { Refuse, refusal } from '../../../support/input';
import { LogRenderer } from '../../log-group/aws';
import { writeLogs } from '../../log-group/permissions';
import { TaskChoices } from '../choices';
import { appContainer, Container, TaskSurroundings } from '../container';
import { openShell, pullImage } from '../permissions';
import { ProgramVariables } from '../program-variables';
import { SidecarOptions, withSidecar } from '../sidecar';
import { CpuArchitecture } from '../size';
import { noticesOf, ServiceSource, ServiceSourceKind } from '../source';

/** The resources of a running task. */
export interface TaskResources {
  /** None where the tasks run in that of their environment. */
  readonly cluster?: ecs.CfnCluster;
  readonly logKey?: kms.CfnKey;
  readonly logGroup: logs.CfnLogGroup;
  readonly executionRole: iam.CfnRole;
  readonly taskRole: iam.CfnRole;
  readonly taskDefinition: ecs.CfnTaskDefinition;
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
  readonly taskRole: RoleView;
  readonly executionRole: RoleView;
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
    this.cluster = own ? { name: own.ref, arn: own.attrArn } : sharedIn(owner)!.clusterIn(owner);
    const logGroup = log.logGroup('logGroup');
    const starts = `Starts the tasks of ${path}: pulls the image, writes the logs`;
    const executionRole = createServiceRole(owner, 'executionRole', TASKS, starts);
    const taskRole = createServiceRole(owner, 'taskRole', TASKS, `What ${path} may do`);
    this.executionRole = new RoleView(owner, 'ExecutionRoleView', executionRole, 'executionPolicy');
    this.taskRole = new RoleView(owner, 'TaskRoleView', taskRole, 'taskPolicy');
    allow(this.executionRole, writeLogs(logGroup.attrArn));
    if (choices.execEnabled) allow(this.taskRole, openShell());
    this.surroundings = { choices, logGroupName: logGroup.ref, region: Stack.of(owner).region };
    const taskDefinition = this.renderTaskDefinition(executionRole, taskRole);
    this.resources = { cluster: own, logKey: log.logKey, logGroup, executionRole, taskRole, taskDefinition };
  }

  /** Adds a container beside the program's. */
  addSidecar(options: SidecarOptions, refuse: Refuse): void {
    const { surroundings, containers } = this;
    this.contain(withSidecar({ ...surroundings, containers, pull: source => this.image(source) }, options, refuse));
  }

  private renderCluster(): ecs.CfnCluster {
    const { owner } = this;
    const { choices } = this.input;
    return owner._slot(
      'cluster',
      new ecs.CfnCluster(owner, 'Cluster', {
        clusterSettings: [{ name: 'containerInsights', value: choices.containerInsights! }],
      }),
    );
  }

  private renderTaskDefinition(executionRole: iam.CfnRole, taskRole: iam.CfnRole): ecs.CfnTaskDefinition {
    const { owner } = this;
    const { choices, source, environment } = this.input;
    const image = this.image(source);
    return owner._slot(
      'taskDefinition',
      new ecs.CfnTaskDefinition(owner, 'TaskDefinition', {
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: String(choices.cpuUnits),
        memory: String(choices.memoryMib),
        runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: choices.architecture.toUpperCase() },
        executionRoleArn: executionRole.attrArn,
        taskRoleArn: taskRole.attrArn,
        containerDefinitions: [appContainer(this.surroundings, image, environment)],
      }),
    );
  }

  private get containers(): Container[] {
    return this.resources.taskDefinition.containerDefinitions as Container[];
  }

  private contain(containers: Container[]): void {
    this.owner._amend('taskDefinition', () => (this.resources.taskDefinition.containerDefinitions = containers));
  }

  /** The reference of an image, with the permission to pull it. */
  private image(source: ServiceSource): string {
    const { owner } = this;
    for (const { id, text } of noticesOf(source)) Annotations.of(owner).addWarningV2(id, text);
    if (source._kind === ServiceSourceKind.DOCKERFILE) return this.builtImage(source);
    if (source.repositoryName === undefined) return source.location;
    const stack = Stack.of(owner);
    const { account = stack.account, region = stack.region } = source.repository;
    const { repositoryName: resourceName } = source;
    const repository = stack.formatArn({ service: 'ecr', account, region, resource: 'repository', resourceName });
    allow(this.executionRole, ...pullImage(repository));
    return source._kind === ServiceSourceKind.ECR
      ? `${account}.dkr.ecr.${region}.${stack.urlSuffix}/${source.location}`
      : source.location;
  }

  private builtImage({ location: directory, buildOptions }: ServiceSource): string {
    const { file, target, buildArgs, exclude } = buildOptions;
    const isArm = this.input.choices.architecture === CpuArchitecture.ARM64;
    const asset = new ecrAssets.DockerImageAsset(this.owner, 'Image', {
      directory,
      file,
      target,
      buildArgs,
      exclude,
      platform: isArm ? ecrAssets.Platform.LINUX_ARM64 : ecrAssets.Platform.LINUX_AMD64,
    });
    asset.repository.grantPull(this.executionRole);
    return asset.imageUri;
  }
}

function allow(role: RoleView, ...permissions: BindingPermission[]): void {
  for (const { actions, resources } of permissions) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources }));
  }
}
