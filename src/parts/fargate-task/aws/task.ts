import { Annotations, Stack } from 'aws-cdk-lib';
import * as ecrAssets from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BindingPermission } from '../../../binding/binding';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { RoleView, serviceRole } from '../../../engines/aws/role';
import { Refuse } from '../../../support/input';
import { LogRenderer } from '../../log-group/aws';
import { writeLogs } from '../../log-group/permissions';
import { appContainer, Container, TaskSurroundings, withVariables } from '../container';
import { TaskChoices } from '../decisions';
import { openShell, pullImage } from '../permissions';
import { SidecarOptions, withSidecar } from '../sidecar';
import { CpuArchitecture } from '../size';
import { ServiceSource, ServiceSourceKind, warningsOf } from '../source';

/** What a running task consists of. */
export interface TaskResources {
  readonly cluster: ecs.CfnCluster;
  readonly logKey?: kms.CfnKey;
  readonly logGroup: logs.CfnLogGroup;
  readonly executionRole: iam.CfnRole;
  readonly taskRole: iam.CfnRole;
  readonly taskDefinition: ecs.CfnTaskDefinition;
}

/** A task with what it needs: cluster, logs, the two roles, the definition. */
export class Task {
  readonly resources: TaskResources;
  readonly taskRole: RoleView;
  readonly executionRole: RoleView;
  private readonly surroundings: TaskSurroundings;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly choices: TaskChoices,
    source: ServiceSource,
    environment: { readonly [name: string]: string },
    log: LogRenderer,
    /** What the cluster may run tasks on, where a strategy chooses. */
    capacityProviders?: string[],
  ) {
    const cluster = owner._slot(
      'cluster',
      new ecs.CfnCluster(owner, 'Cluster', {
        clusterSettings: [{ name: 'containerInsights', value: choices.containerInsights }],
        capacityProviders,
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
    this.executionRole = new RoleView(owner, 'ExecutionRoleView', executionRole, 'executionPolicy');
    this.taskRole = new RoleView(owner, 'TaskRoleView', taskRole, 'taskPolicy');
    allow(this.executionRole, writeLogs(group.attrArn));
    if (choices.execEnabled) allow(this.taskRole, openShell());
    this.surroundings = { choices, logGroupName: group.ref, region: Stack.of(owner).region };
    const image = this.image(source);
    const taskDefinition = owner._slot(
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

  private get containers(): Container[] {
    return this.resources.taskDefinition.containerDefinitions as Container[];
  }

  private contain(containers: Container[]): void {
    this.owner._amend('taskDefinition', () => (this.resources.taskDefinition.containerDefinitions = containers));
  }

  /** The reference of an image, with the right to pull it. */
  private image(source: ServiceSource): string {
    const { owner } = this;
    for (const { id, text } of warningsOf(source)) Annotations.of(owner).addWarningV2(id, text);
    const stack = Stack.of(owner);
    if (source.kind === ServiceSourceKind.DOCKERFILE) {
      const asset = new ecrAssets.DockerImageAsset(owner, 'Image', {
        directory: source.location,
        file: source.buildOptions.file,
        target: source.buildOptions.target,
        buildArgs: source.buildOptions.buildArgs,
        exclude: source.buildOptions.exclude,
        platform:
          this.choices.architecture === CpuArchitecture.ARM64
            ? ecrAssets.Platform.LINUX_ARM64
            : ecrAssets.Platform.LINUX_AMD64,
      });
      asset.repository.grantPull(this.executionRole);
      return asset.imageUri;
    }
    if (source.repositoryName !== undefined) {
      const { account = stack.account, region = stack.region } = source.repository;
      const repository = stack.formatArn({
        service: 'ecr',
        account,
        region,
        resource: 'repository',
        resourceName: source.repositoryName,
      });
      allow(this.executionRole, ...pullImage(repository));
      if (source.kind === ServiceSourceKind.ECR) {
        return `${account}.dkr.ecr.${region}.${stack.urlSuffix}/${source.location}`;
      }
    }
    return source.location;
  }
}

function allow(role: RoleView, ...permissions: BindingPermission[]): void {
  for (const { actions, resources } of permissions) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources }));
  }
}
