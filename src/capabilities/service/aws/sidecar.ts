import * as ecs from 'aws-cdk-lib/aws-ecs';
import { APP, MutableContainer, Task } from './task';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { InvalidInputError } from '../../../core/errors';
import { checkSidecar } from '../check';
import { ServiceSource } from '../source';

/** A container beside the service's own: an agent, a proxy. */
export interface SidecarOptions {
  /** Its name in the task. */
  readonly name: string;
  /** Its image, with a tag or a digest. */
  readonly image: string;
  /**
   * The memory that it may take, in MiB. The service's own container has that much less.
   *
   * @default 128
   */
  readonly memoryMib?: number;
  /**
   * Its command, as a list of words.
   *
   * @default - that of the image
   */
  readonly command?: string[];
  /**
   * Its environment variables.
   *
   * @default - none
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * TCP ports that it listens on.
   *
   * @default - none
   */
  readonly ports?: number[];
  /**
   * The user that it runs as.
   *
   * @default - that of its image
   */
  readonly user?: string;
  /**
   * Whether the whole task stops when it does.
   *
   * @default false
   */
  readonly essential?: boolean;
}

/** What is left for the service's own container must still be enough to start. */
const LEAST_MIB = 64;

/** Adds it to the task, and takes its memory from the service's own container. */
export function sidecarContainer(owner: CapabilityConstruct, task: Task, taskMemoryMib: number, options: SidecarOptions): void {
  const refuse = (what: string, hint: string): never => {
    throw new InvalidInputError({ what, where: owner.node.path, hint, page: 'guides/escape-hatch.md' });
  };
  checkSidecar(options, refuse);
  const memory = options.memoryMib ?? 128;
  if (task.containers.some(({ name }) => name === options.name)) refuse(`There is a container '${options.name}' already.`, 'Choose another name.');
  const others = task.containers.filter(({ name }) => name !== APP).reduce((sum, container) => sum + (container.memory ?? 0), 0);
  const left = taskMemoryMib - others - memory;
  if (memory < 6 || left < LEAST_MIB) {
    refuse(`A sidecar with ${memory} MiB leaves ${left} MiB of ${taskMemoryMib} for the service.`, `Give it a whole number between 6 and ${taskMemoryMib - others - LEAST_MIB} MiB, or the service a greater size.`);
  }
  // All containers of a task share one address.
  const listening = task.containers.flatMap(({ portMappings }) => portMappings as ecs.CfnTaskDefinition.PortMappingProperty[] ?? []).map(({ containerPort }) => containerPort);
  const taken = options.ports?.find(port => listening.includes(port));
  if (taken !== undefined) refuse(`Port ${taken} is listened on by another container of the task.`, 'Choose another port.');
  const image = task.image(ServiceSource.image(options.image));
  const sidecar: MutableContainer = {
    ...task.hardened(options.name),
    image,
    essential: options.essential ?? false,
    user: options.user,
    memory,
    command: options.command,
    environment: Object.entries(options.environment ?? {}).map(([name, value]) => ({ name, value })),
    portMappings: options.ports?.map(containerPort => ({ containerPort, protocol: 'tcp' })),
    logConfiguration: task.logConfiguration(options.name, task.resources.logGroup),
  };
  task.addContainer(sidecar, left);
}
