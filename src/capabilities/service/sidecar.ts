import { checkSidecar } from './check';
import { APP, Container, hardened, TaskSurroundings, variablesOf, withContainer } from './containers';
import { ServiceSource } from './source';
import { Refuse } from '../../core/input';

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

/** What a sidecar is added to. */
export interface SidecarTask extends TaskSurroundings {
  readonly containers: readonly Container[];
  /** Gives the reference of an image, with the right to pull it. */
  readonly pull: (source: ServiceSource) => string;
}

/** The containers of a task with one more, whose memory is taken from the program's. */
export function withSidecar(task: SidecarTask, options: SidecarOptions, refuse: Refuse): Container[] {
  checkSidecar(options, refuse);
  const { containers, choices: { memoryMib: taskMemory } } = task;
  const memory = options.memoryMib ?? 128;
  if (containers.some(({ name }) => name === options.name)) refuse(`There is a container '${options.name}' already.`, 'Choose another name.');
  const others = containers.filter(({ name }) => name !== APP).reduce((sum, container) => sum + (container.memory ?? 0), 0);
  const left = taskMemory - others - memory;
  if (memory < 6 || left < LEAST_MIB) {
    refuse(`A sidecar with ${memory} MiB leaves ${left} MiB of ${taskMemory} for the service.`, `Give it a whole number between 6 and ${taskMemory - others - LEAST_MIB} MiB, or the service a greater size.`);
  }
  // All containers of a task share one address.
  const listening = containers.flatMap(({ portMappings }) => portMappings ?? []).map(({ containerPort }) => containerPort);
  const taken = options.ports?.find(port => listening.includes(port));
  if (taken !== undefined) refuse(`Port ${taken} is listened on by another container of the task.`, 'Choose another port.');
  const sidecar: Container = {
    ...hardened(task, options.name),
    image: task.pull(ServiceSource.image(options.image)),
    essential: options.essential ?? false,
    user: options.user,
    memory,
    command: options.command,
    environment: variablesOf(options.environment ?? {}),
    portMappings: options.ports?.map(containerPort => ({ containerPort, protocol: 'tcp' })),
  };
  return withContainer(containers, sidecar, left);
}
