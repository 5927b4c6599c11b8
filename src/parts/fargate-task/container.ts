import { TaskChoices } from './choices';
import { withBound } from '../../record/uses';
import { Refuse } from '../../support/input';

/**
 * The name of the container that runs the team's program.
 *
 * @internal
 */
export const APP = 'app';

/**
 * A container of a task, in ECS's own JSON, which every engine passes on.
 *
 * @internal
 */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly user?: string;
  readonly memory: number;
  readonly command?: string[];
  readonly environment: Variable[];
  readonly secrets?: SecretReference[];
  readonly portMappings?: {
    readonly containerPort: number;
    readonly protocol: string;
    readonly name?: string;
    readonly appProtocol?: string;
  }[];
  readonly healthCheck?: {
    readonly command: string[];
    readonly interval: number;
    readonly timeout: number;
    readonly retries: number;
    readonly startPeriod: number;
  };
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: {
    readonly initProcessEnabled: boolean;
    readonly capabilities?: { readonly drop: string[] };
    readonly tmpfs: { readonly containerPath: string; readonly size: number; readonly mountOptions: string[] }[];
  };
  readonly stopTimeout: number;
  readonly logConfiguration: { readonly logDriver: string; readonly options: { readonly [name: string]: string } };
}

/** A variable that ECS fills when it starts the container. */
interface SecretReference {
  readonly name: string;
  readonly valueFrom: string;
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * The surroundings that all containers of a task share.
 *
 * @internal
 */
export interface TaskSurroundings {
  readonly choices: TaskChoices;
  readonly logGroupName: string;
  readonly region: string;
}

/**
 * The container of the team's program.
 *
 * @internal
 */
export function appContainer(
  surroundings: TaskSurroundings,
  image: string,
  environment: { readonly [name: string]: string },
): Container {
  const { choices } = surroundings;
  const probe = choices.healthCheckCommand ?? [];
  return {
    ...hardened(surroundings, APP),
    image,
    essential: true,
    user: choices.user,
    memory: choices.memoryMib,
    portMappings:
      choices.port === undefined
        ? undefined
        : [{ containerPort: choices.port, protocol: 'tcp', name: APP, appProtocol: appProtocolOf(choices) }],
    environment: variablesOf(environment),
    healthCheck:
      probe.length === 0
        ? undefined
        : {
            command: /^CMD(-SHELL)?$/.test(probe[0]) ? probe : ['CMD', ...probe],
            interval: choices.healthCheckIntervalSeconds,
            timeout: choices.healthCheckTimeoutSeconds,
            retries: choices.healthCheckRetries,
            startPeriod: choices.healthCheckGraceSeconds,
          },
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html */
function appProtocolOf({ protocol }: TaskChoices): string {
  return protocol === 'GRPC' ? 'grpc' : protocol === 'HTTP2' ? 'http2' : 'http';
}

/**
 * ECS's list of options has words alone, and no `mode=1777`: that is what Linux gives a file system in memory anyway,
 * so that every user may write there.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
 */
const MOUNT_OPTIONS = ['nosuid', 'nodev'];

/**
 * The settings that every container gets, whoever's program it runs.
 *
 * @internal
 */
export function hardened({ choices, logGroupName, region }: TaskSurroundings, name: string) {
  return {
    name,
    readonlyRootFilesystem: choices.readonlyRootFilesystem,
    linuxParameters: {
      initProcessEnabled: choices.initProcess,
      capabilities: choices.dropCapabilities ? { drop: ['ALL'] } : undefined,
      tmpfs: [{ containerPath: '/tmp', size: choices.tmpMib, mountOptions: MOUNT_OPTIONS }],
    },
    stopTimeout: choices.stopTimeoutSeconds,
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logGroupName,
        'awslogs-region': region,
        'awslogs-stream-prefix': name,
        mode: 'non-blocking',
        'max-buffer-size': `${choices.logBufferMib}m`,
      },
    },
  };
}

/**
 * The containers of a task, with the variables of all uses for the program.
 *
 * @internal
 */
export function withVariables(
  containers: readonly Container[],
  variables: { readonly [name: string]: string },
  refuse: Refuse,
): Container[] {
  checkVacant(containers, 'secrets', Object.keys(variables), refuse);
  return changed(containers, app => ({
    environment: variablesOf(
      withBound(Object.fromEntries((app.environment ?? []).map(({ name, value }) => [name, value])), variables),
    ),
  }));
}

/** The variables that are filled from secrets. */
interface Filling {
  readonly references: { readonly [name: string]: string };
  /** The names of those that are there already. */
  readonly filled: readonly string[];
}

/**
 * The containers of a task, with the variables that are filled from secrets.
 *
 * @internal
 */
export function withSecrets(
  containers: readonly Container[],
  { references, filled }: Filling,
  refuse: Refuse,
): Container[] {
  const fresh = Object.keys(references).filter(name => !filled.includes(name));
  checkVacant(containers, 'environment', fresh, refuse);
  checkVacant(containers, 'secrets', fresh, refuse);
  return changed(containers, app => {
    const present = Object.fromEntries((app.secrets ?? []).map(({ name, valueFrom }) => [name, valueFrom]));
    const all = Object.entries(withBound(present, references));
    return { secrets: all.map(([name, valueFrom]) => ({ name, valueFrom })) };
  });
}

/**
 * Refuses variables that the program has already, by an escape: ECS takes each name once, as a variable or a secret.
 *
 * @param kind where the names must not be
 */
function checkVacant(
  containers: readonly Container[],
  kind: 'environment' | 'secrets',
  names: readonly string[],
  refuse: Refuse,
): void {
  const present: readonly { readonly name: string }[] = appIn(containers)[kind] ?? [];
  const taken = present.find(({ name }) => names.includes(name));
  if (!taken) return;
  refuse(
    `The variable ${taken.name} is there already: an escape has made it.`,
    'Leave it out of the escape, or give this use another name.',
  );
}

/**
 * The containers of a task and one more. The program has `memoryLeft` MiB from then on.
 *
 * @internal
 */
export function withContainer(containers: readonly Container[], container: Container, memoryLeft: number): Container[] {
  return [...changed(containers, () => ({ memory: memoryLeft })), container];
}

/**
 * Variables as ECS lists them.
 *
 * @internal
 */
export function variablesOf(environment: { readonly [name: string]: string }): Variable[] {
  return Object.entries(environment).map(([name, value]) => ({ name, value }));
}

function changed(containers: readonly Container[], change: (app: Container) => Partial<Container>): Container[] {
  const app = appIn(containers);
  return containers.map(container => (container === app ? { ...container, ...change(container) } : container));
}

/** The container of the program: the first of them, where an escape has renamed it. */
function appIn(containers: readonly Container[]): Container {
  return containers.find(({ name }) => name === APP) ?? containers[0];
}
