import { APP, Container, hardened, TaskSurroundings, variablesOf, withContainer } from './container';
import { ServiceSource } from './source';
import { checkEnvironment, isListOfTexts, isText, Refuse, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** A container beside the team's own: an agent, a proxy. */
export interface SidecarOptions {
  /** Its name in the task. */
  readonly name: string;
  /** Its image, with a tag or a digest. */
  readonly image: string;
  /**
   * The memory that it may take, in MiB, from 6. The team's own container has that much less, and keeps at least 64.
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
   * TCP ports that it listens on, 1 to 65535.
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

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MOST_CONTAINERS = 10;
/** The memory that a sidecar gets if it asks for none. */
const USUAL_MIB = 128;
/** The memory that Docker gives to a container at least. */
const LEAST_MIB = 6;
/** The memory that the team's own container needs at least to start. */
const LEAST_FOR_APP_MIB = 64;

/**
 * The task that a sidecar is added to.
 *
 * @internal
 */
export interface SidecarTask extends TaskSurroundings {
  readonly containers: readonly Container[];
  /** Gives the reference of an image, with the permission to pull it. */
  readonly pull: (source: ServiceSource) => string;
}

/**
 * The containers of a task with one more, whose memory is taken from the program's.
 *
 * @internal
 */
export function withSidecar(task: SidecarTask, options: SidecarOptions, refuse: Refuse): Container[] {
  checkSidecar(options, refuse);
  const { containers } = task;
  if (containers.some(({ name }) => name === options.name)) {
    refuse(`There is a container '${options.name}' already.`, 'Choose another name.');
  }
  if (containers.length >= MOST_CONTAINERS) {
    refuse(`The task has ${containers.length} containers, and ECS takes no more.`, 'Leave one out.');
  }
  const memory = options.memoryMib ?? USUAL_MIB;
  const left = memoryLeft(task, memory, refuse);
  checkPorts(containers, options.ports ?? [], refuse);
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

/** The memory that is left for the program, in MiB. */
function memoryLeft({ containers, choices }: SidecarTask, memory: number, refuse: Refuse): number {
  const { memoryMib: taskMemory } = choices;
  const others = containers
    .filter(({ name }) => name !== APP)
    .reduce((sum, container) => sum + (container.memory ?? 0), 0);
  const left = taskMemory - others - memory;
  if (memory < LEAST_MIB || left < LEAST_FOR_APP_MIB) {
    refuse(
      `A sidecar with ${memory} MiB leaves ${left} MiB of ${taskMemory} for the program.`,
      `Give it a whole number between ${LEAST_MIB} and ${taskMemory - others - LEAST_FOR_APP_MIB} MiB, or the task a ` +
        'greater size.',
    );
  }
  return left;
}

/** Refuses a port that another container listens on: all containers of a task share one address. */
function checkPorts(containers: readonly Container[], ports: number[], refuse: Refuse): void {
  const listening = containers
    .flatMap(({ portMappings }) => portMappings ?? [])
    .map(({ containerPort }) => containerPort);
  const taken = ports.find(port => listening.includes(port));
  if (taken !== undefined) {
    refuse(`Port ${taken} is listened on by another container of the task.`, 'Choose another port.');
  }
}

/** Refuses a sidecar that cannot be right by itself. */
function checkSidecar(options: SidecarOptions, refuse: Refuse): void {
  checkStruct('SidecarOptions', options, refuse, 'options');
  const { name, memoryMib, command, environment, ports, user } = options;
  if (!isText(name) || !/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    refuse(`${said(name)} is not a container's name.`, 'Use letters, digits, hyphens and underscores.');
  }
  if ((memoryMib ?? undefined) !== undefined && !Number.isInteger(memoryMib)) {
    refuse(`memoryMib is ${said(memoryMib)}.`, 'Give a whole number.');
  }
  if ((command ?? undefined) !== undefined && !isListOfTexts(command)) {
    refuse(`command is ${said(command)}.`, 'Give a list of words.');
  }
  if (ports?.some(port => !Number.isInteger(port) || port < 1 || port > 65_535)) {
    refuse(`ports is ${said(ports)}.`, 'Give a list of whole numbers from 1 to 65535.');
  }
  if ((user ?? undefined) !== undefined && !isText(user)) refuse(`user is ${said(user)}.`, "Give a text: '1000:1000'.");
  checkEnvironment(environment ?? {}, refuse);
}
