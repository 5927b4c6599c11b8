import { Fn } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { refusal, Refuse } from '../../../support/input';
import { APP, Container } from '../container';

/** The resources behind a view. */
export interface ViewedTask {
  readonly taskDefinition: ecs.CfnTaskDefinition;
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
}

/**
 * A `FargateTaskDefinition` over the task definition of a capability, for whoever starts a task from it: a rule, a
 * schedule, a state machine.
 *
 * An imported one is an `ITaskDefinition` without containers, which only rules take. What this one makes of its own is
 * taken away again; what would change it is refused, for it would be lost.
 */
export class TaskDefinitionView extends ecs.FargateTaskDefinition {
  public readonly taskDefinitionArn: string;
  private readonly definition: ecs.CfnTaskDefinition;
  private readonly refuse: Refuse;

  constructor(owner: CapabilityConstruct, id: string, { taskDefinition, taskRole, executionRole }: ViewedTask) {
    const { ref: arn, cpu, memory } = taskDefinition;
    super(owner, id, {
      family: familyOf(arn),
      cpu: Number(cpu),
      memoryLimitMiB: Number(memory),
      taskRole,
      executionRole,
    });
    this.node.tryRemoveChild('Resource');
    this.taskDefinitionArn = arn;
    this.definition = taskDefinition;
    this.refuse = refusal(owner.node.path, 'guides/escape-hatch.md');
    this.findContainer(APP);
    refuseChanges(this, this.refuse);
  }

  /** The view of a container, the program's or that of a sidecar. */
  public findContainer(containerName: string): ecs.ContainerDefinition | undefined {
    const known = super.findContainer(containerName);
    if (known || !this.definition) return known;
    const container = (this.definition.containerDefinitions as Container[]).find(({ name }) => name === containerName);
    return container && this.view(container);
  }

  private view({ name, image, essential, memory, portMappings }: Container): ecs.ContainerDefinition {
    const view = new ecs.ContainerDefinition(this, name, {
      taskDefinition: this,
      containerName: name,
      image: new ImageView(image),
      essential,
      memoryLimitMiB: memory,
      portMappings: portMappings?.map(({ containerPort }) => ({ containerPort })),
    });
    refuseChanges(view, this.refuse);
    return view;
  }
}

/** The image of a container, as it was written. */
class ImageView extends ecs.ContainerImage {
  constructor(private readonly imageName: string) {
    super();
  }

  public bind(): ecs.ContainerImageConfig {
    return { imageName: this.imageName };
  }
}

/** The family, from `arn:aws:ecs:eu-west-1:123456789012:task-definition/family:revision`. */
function familyOf(arn: string): string {
  return Fn.select(1, Fn.split('/', Fn.select(5, Fn.split(':', arn))));
}

/** Refuses all methods of an L2 that add something to it, but for those that add to its roles. */
function refuseChanges(view: object, refuse: Refuse): void {
  for (const name of methodsOf(view)) {
    if (!/^add(?!To\w+Policy$)/.test(name)) continue;
    (view as any)[name] = () =>
      refuse(
        `${name} has no effect on what goldenpath made.`,
        "Use addSidecar for a container, uses for variables and permissions, and escape('taskDefinition', ...) " +
          'for all else.',
      );
  }
}

function methodsOf(view: object): string[] {
  const names: string[] = [];
  for (let type = Object.getPrototypeOf(view); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    names.push(...Object.getOwnPropertyNames(type));
  }
  return names;
}
