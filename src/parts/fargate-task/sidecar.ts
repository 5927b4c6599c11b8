import { APP, Container, hardened, TaskSurroundings, variablesOf, withContainer } from './container';
import { ServiceSource } from './source';
import { checkEnvironment, isListOfTexts, isObject, isText, Refuse, said } from '../../support/input';

/** A container beside the team's own: an agent, a proxy. */
export interface SidecarOptions {
  /** Its name in the task. */
  readonly name: string;
  /** Its image, with a tag or a digest. */
  readonly image: string;
  /**
   * The memory that it may take, in MiB. The team's own container has that much less.
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

/** What is left for the team's own container must still be enough to start. */
const LEAST_MIB = 64;

/**
 * What a sidecar is added to.
 *
 * @internal
 */
export interface SidecarTask extends TaskSurroundings {
  readonly containers: readonly Container[];
  /** Gives the reference of an image, with the right to pull it. */
  readonly pull: (source: ServiceSource) => string;
}

/**
 * The containers of a task with one more, whose memory is taken from the program's.
 *
 * @internal
 */
export function withSidecar(task: SidecarTask, options: SidecarOptions, refuse: Refuse): Container[] {
  checkSidecar(options, refuse);
  const {
    containers,
    choices: { memoryMib: taskMemory },
  } = task;
  const memory = options.memoryMib ?? 128;
  if (containers.some(({ name }) => name === options.name)) {
    refuse(`There is a container '${options.name}' already.`, 'Choose another name.');
  }
  const others = containers
    .filter(({ name }) => name !== APP)
    .reduce((sum, container) => sum + (container.memory ?? 0), 0);
  const left = taskMemory - others - memory;
  if (memory < 6 || left < LEAST_MIB) {
    refuse(
      `A sidecar with ${memory} MiB leaves ${left} MiB of ${taskMemory} for the program.`,
      `Give it a whole number between 6 and ${taskMemory - others - LEAST_MIB} MiB, or the task a greater size.`,
    );
  }
  // All containers of a task share one address.
  const listening = containers
    .flatMap(({ portMappings }) => portMappings ?? [])
    .map(({ containerPort }) => containerPort);
  const taken = options.ports?.find(port => listening.includes(port));
  if (taken !== undefined) {
    refuse(`Port ${taken} is listened on by another container of the task.`, 'Choose another port.');
  }
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

/** Refuses one that cannot be right by itself. */
function checkSidecar(options: SidecarOptions, refuse: Refuse): void {
  if (!isObject(options)) refuse(`A sidecar of ${said(options)}.`, 'Give an object with name and image at least.');
  const { name, memoryMib, command, environment, ports, user } = options;
  if (!isText(name) || !/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    refuse(`${said(name)} is not a container's name.`, 'Use letters, digits, hyphens and underscores.');
  }
  if (memoryMib !== undefined && memoryMib !== null && !Number.isInteger(memoryMib)) {
    refuse(`memoryMib is ${said(memoryMib)}.`, 'Give a whole number.');
  }
  if ((command ?? undefined) !== undefined && !isListOfTexts(command)) {
    refuse(`command is ${said(command)}.`, 'Give a list of words.');
  }
  if (
    (ports ?? undefined) !== undefined &&
    !(Array.isArray(ports) && ports.every(port => Number.isInteger(port) && port > 0 && port < 65536))
  ) {
    refuse(`ports is ${said(ports)}.`, 'Give a list of whole numbers from 1 to 65535.');
  }
  if ((user ?? undefined) !== undefined && !isText(user)) refuse(`user is ${said(user)}.`, "Give a text: '1000:1000'.");
  if ((environment ?? undefined) !== undefined && !isObject(environment)) {
    refuse(`environment is ${said(environment)}.`, 'Give an object.');
  }
  checkEnvironment(environment ?? {}, refuse);
}
