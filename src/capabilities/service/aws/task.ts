import { Stack } from 'aws-cdk-lib';
import * as ecrAssets from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { LogRenderer } from '../../../aws/logs';
import { RoleView, serviceRole } from '../../../aws/role';
import { ServiceChoices } from '../decisions';
import { CpuArchitecture } from '../props';
import { ServiceSource, ServiceSourceKind } from '../source';

/** The name of the container that runs the team's program. */
export const APP = 'app';

/** A container definition that can still grow: bindings add variables. */
export type MutableContainer = { -readonly [key in keyof ecs.CfnTaskDefinition.ContainerDefinitionProperty]: ecs.CfnTaskDefinition.ContainerDefinitionProperty[key] };

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

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly choices: ServiceChoices,
    source: ServiceSource,
    environment: { readonly [name: string]: string },
    log: LogRenderer,
  ) {
    const cluster = owner._slot('cluster', new ecs.CfnCluster(owner, 'Cluster', {
      clusterSettings: [{ name: 'containerInsights', value: choices.containerInsights }],
    }));
    const group = log.logGroup('logGroup');
    const executionRole = serviceRole(owner, 'executionRole', 'ecs-tasks.amazonaws.com', `Starts the tasks of ${owner.node.path}: pulls the image, writes the logs`);
    const taskRole = serviceRole(owner, 'taskRole', 'ecs-tasks.amazonaws.com', `What ${owner.node.path} may do`);
    this.executionRole = new RoleView(owner, 'ExecutionRoleView', executionRole, 'executionPolicy');
    this.taskRole = new RoleView(owner, 'TaskRoleView', taskRole, 'taskPolicy');
    this.executionRole.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [group.attrArn],
    }));
    if (choices.execEnabled) {
      // The channel that a shell speaks through. It has no ARN.
      this.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({
        actions: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
        resources: ['*'],
      }));
    }
    const image = this.image(source);
    const taskDefinition = owner._slot('taskDefinition', new ecs.CfnTaskDefinition(owner, 'TaskDefinition', {
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(choices.cpuUnits),
      memory: String(choices.memoryMib),
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: choices.architecture.toUpperCase() },
      executionRoleArn: executionRole.attrArn,
      taskRoleArn: taskRole.attrArn,
      containerDefinitions: [this.container(image, group, environment)],
    }));
    this.resources = { cluster, logKey: log.logKey, logGroup: group, executionRole, taskRole, taskDefinition };
  }

  /** Adds variables to the program's container. */
  addVariables(variables: { [name: string]: string }): void {
    this.owner._amend('taskDefinition', () => {
      const container = this.containers.find(({ name }) => name === APP)!;
      const added = Object.entries(variables).map(([name, value]) => ({ name, value }));
      const kept = (container.environment as ecs.CfnTaskDefinition.KeyValuePairProperty[]).filter(({ name }) => !(name! in variables));
      container.environment = [...kept, ...added];
    });
  }

  /** Adds a container beside the program's, which has `memoryLeft` MiB from then on. */
  addContainer(container: MutableContainer, memoryLeft: number): void {
    this.owner._amend('taskDefinition', () => {
      this.containers.find(({ name }) => name === APP)!.memory = memoryLeft;
      this.resources.taskDefinition.containerDefinitions = [...this.containers, container];
    });
  }

  /** What every container gets, whoever's program it runs. */
  hardened(name: string): Omit<MutableContainer, 'image'> {
    const { choices } = this;
    return {
      name,
      readonlyRootFilesystem: choices.readonlyRootFilesystem,
      linuxParameters: {
        initProcessEnabled: choices.initProcess,
        capabilities: choices.dropCapabilities ? { drop: ['ALL'] } : undefined,
        tmpfs: [{ containerPath: '/tmp', size: choices.tmpMib, mountOptions: ['mode=1777', 'nosuid', 'nodev'] }],
      },
      stopTimeout: choices.stopTimeoutSeconds,
    };
  }

  /** Where a container's output goes. */
  logConfiguration(prefix: string, group: logs.CfnLogGroup): ecs.CfnTaskDefinition.LogConfigurationProperty {
    return {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': group.ref,
        'awslogs-region': Stack.of(this.owner).region,
        'awslogs-stream-prefix': prefix,
        'mode': 'non-blocking',
        'max-buffer-size': `${this.choices.logBufferMib}m`,
      },
    };
  }

  get containers(): MutableContainer[] {
    return this.resources.taskDefinition.containerDefinitions as MutableContainer[];
  }

  private container(image: string, group: logs.CfnLogGroup, environment: { readonly [name: string]: string }): MutableContainer {
    const { choices } = this;
    const probe = choices.healthCheckCommand ?? [];
    return {
      ...this.hardened(APP),
      image,
      essential: true,
      user: choices.user,
      memory: choices.memoryMib,
      portMappings: [{ containerPort: choices.port, protocol: 'tcp', name: APP, appProtocol: 'http' }],
      environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      healthCheck: probe.length === 0 ? undefined : {
        command: /^CMD(-SHELL)?$/.test(probe[0]) ? probe : ['CMD', ...probe],
        interval: choices.healthCheckIntervalSeconds,
        timeout: choices.healthCheckTimeoutSeconds,
        retries: choices.healthCheckRetries,
        startPeriod: choices.healthCheckGraceSeconds,
      },
      logConfiguration: this.logConfiguration(APP, group),
    };
  }

  /** The reference of an image, with the right to pull it. */
  image(source: ServiceSource): string {
    const { owner } = this;
    const stack = Stack.of(owner);
    if (source.kind === ServiceSourceKind.DOCKERFILE) {
      const asset = new ecrAssets.DockerImageAsset(owner, 'Image', {
        directory: source.location,
        file: source.buildOptions.file,
        target: source.buildOptions.target,
        buildArgs: source.buildOptions.buildArgs,
        exclude: source.buildOptions.exclude,
        platform: this.choices.architecture === CpuArchitecture.ARM64 ? ecrAssets.Platform.LINUX_ARM64 : ecrAssets.Platform.LINUX_AMD64,
      });
      asset.repository.grantPull(this.executionRole);
      return asset.imageUri;
    }
    if (source.repositoryName !== undefined) {
      const { account = stack.account, region = stack.region } = source.repository;
      this.executionRole.addToPrincipalPolicy(new iam.PolicyStatement({
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
        resources: [stack.formatArn({ service: 'ecr', account, region, resource: 'repository', resourceName: source.repositoryName })],
      }));
      // ECR has no resource for it: a token is for the whole registry.
      this.executionRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }));
      if (source.kind === ServiceSourceKind.ECR) return `${account}.dkr.ecr.${region}.${stack.urlSuffix}/${source.location}`;
    }
    return source.location;
  }
}
