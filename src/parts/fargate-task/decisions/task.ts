import { always, choose, DecidedBy, follows } from '../../../path/decision';
import { ServiceDeployment } from '../deployment';
import { CpuArchitecture, ServiceSize, SIZES } from '../size';
import { ServiceSource } from '../source';

/**
 * The props that every container on Fargate has in common.
 *
 * @internal
 */
export interface TaskProps {
  readonly source: ServiceSource;
  readonly size?: ServiceSize;
  readonly architecture?: CpuArchitecture;
  readonly environment?: { readonly [name: string]: string };
  readonly healthCheckCommand?: string[];
  readonly deployment?: ServiceDeployment;
  readonly ownCluster?: boolean;
}

/**
 * How much one task has, and on which processor.
 *
 * @internal
 */
export function sizing({ size, architecture }: TaskProps) {
  return {
    size: choose(size, { development: ServiceSize.XSMALL, staging: ServiceSize.SMALL, production: ServiceSize.SMALL })
      .oneOf(...Object.values(ServiceSize))
      .because('Scale out before up: small tasks are replaced and placed faster.'),
    architecture: choose(architecture, CpuArchitecture.ARM64)
      .oneOf(...Object.values(CpuArchitecture))
      .because('About a fifth cheaper for the same work.'),
  };
}

/**
 * Whether somebody can open a shell in a task.
 *
 * @internal
 */
export function shellAccess() {
  return {
    execEnabled: always(false).because(
      'A shell in a running task needs a writable root file system and leaves no trace in the code.',
    ),
  };
}

/**
 * The CPU and the memory of a size.
 *
 * @internal
 */
export function capacity(size: ServiceSize) {
  const { cpu, memory } = SIZES[size];
  return {
    cpuUnits: follows(cpu).because('What the size means: 1024 units are one vCPU.'),
    memoryMib: follows(memory).because('What the size means. A task that takes more is stopped.'),
  };
}

/**
 * The limits of a program in its container.
 *
 * @internal
 */
export function hardening({ execEnabled }: { readonly execEnabled: boolean }) {
  return {
    user: always('1000:1000').because('Not root: what breaks out of the process cannot change the container.'),
    readonlyRootFilesystem: follows(!execEnabled).because('What breaks in cannot leave anything behind.'),
    tmpMib: always(64)
      .whole(1, 8192)
      .because('A writable /tmp in memory, for programs that need one. Counts against the memory of the task.'),
    dropCapabilities: always(true).because('Neither a web service nor a worker needs any of Linux’s.'),
    initProcess: always(true).because(
      'Reaps zombies and passes signals on, so that programs that do neither still stop cleanly.',
    ),
  };
}

/**
 * How often the health of a container is checked, where it has a check.
 *
 * @internal
 */
export function probing() {
  return {
    healthCheckIntervalSeconds: always(15).whole(5, 300).because('A sick task is out of service within a minute.'),
    // ECS takes less than a load balancer:
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
    healthCheckTimeoutSeconds: always(5).whole(2, 60).because('An answer that takes longer is no answer.'),
    healthCheckRetries: always(3).whole(2, 10).because('One lost probe is not an outage.'),
  };
}

/**
 * How a task starts, and which variables its program gets.
 *
 * @internal
 */
export function start({ environment }: TaskProps) {
  return {
    healthCheckGraceSeconds: always(60)
      .whole(0, 300)
      .because('The time a task has to start before failed checks count.'),
    platformVersion: always('LATEST').because('Each deployment starts on what AWS has patched last.'),
    environmentVariables: follows(Object.keys(environment ?? {}), environment ? DecidedBy.APP_TEAM : undefined).because(
      'What the team says to its own program.',
    ),
    telemetryAttributes: always(true).because(
      'OpenTelemetry resource attributes: every signal says which service, version and environment it is from.',
    ),
  };
}
