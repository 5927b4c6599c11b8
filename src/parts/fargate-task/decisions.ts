import { ServiceDeployment } from './deployment';
import { CpuArchitecture, ServiceSize, SIZES } from './size';
import { ServiceSource } from './source';
import { always, ByTier, choose, DecidedBy, follows, Settled } from '../../path/decision';
import { LogChoices } from '../log-group/log-group';

/**
 * What a team may say of any container on Fargate.
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
 * What the size means.
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
 * What keeps a program in its container.
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
 * How often a container is asked whether it is well, where it is asked.
 *
 * @internal
 */
export function probing() {
  return {
    healthCheckIntervalSeconds: always(15).whole(5, 300).because('A sick task is out of service within a minute.'),
    healthCheckTimeoutSeconds: always(5).whole(2, 120).because('An answer that takes longer is no answer.'),
    healthCheckRetries: always(3).whole(2, 10).because('One lost probe is not an outage.'),
  };
}

/**
 * How a task starts, and what its program is told.
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

/**
 * The bounds of scaling that a team may give. One is enough, and holds for all tiers: the default of the other makes
 * way.
 *
 * @internal
 */
export interface TaskBounds {
  readonly minTasks?: number;
  readonly maxTasks?: number;
}

/**
 * The least number of tasks.
 *
 * @internal
 */
export function least({ minTasks, maxTasks }: TaskBounds, path: ByTier<number>, because: string) {
  const most = Number.isInteger(maxTasks) ? Math.max(maxTasks!, 0) : Infinity;
  return {
    minTasks: choose(minTasks, {
      development: Math.min(path.development, most),
      staging: Math.min(path.staging, most),
      production: Math.min(path.production, most),
    })
      .whole(0, 5000)
      .because(because),
  };
}

/**
 * The greatest number of tasks, once the least is known.
 *
 * @internal
 */
export function greatest(
  { maxTasks }: TaskBounds,
  fewest: { readonly minTasks: number },
  path: ByTier<number>,
  because: string,
) {
  const fit = (count: number) => Math.max(count, fewest.minTasks);
  return {
    maxTasks: choose(maxTasks, {
      development: fit(path.development),
      staging: fit(path.staging),
      production: fit(path.production),
    })
      .whole(1, 5000)
      .because(because),
  };
}

/**
 * How a version replaces the one before.
 *
 * @internal
 */
export function release({ deployment = {} }: TaskProps) {
  const { minimumHealthyPercent, maximumPercent, rollbackOnAlarm } = deployment ?? {};
  return {
    minimumHealthyPercent: choose(minimumHealthyPercent, 100)
      .whole(0, 100)
      .because('Nothing is taken away before its successor is well.'),
    maximumPercent: choose(maximumPercent, 200)
      .whole(100, 200)
      .because('Twice the tasks while a version is replaced: the fastest way that keeps capacity.'),
    circuitBreaker: always(true).because('A version that does not start stops being tried.'),
    rollbackOnFailure: always(true).because('And the last one that worked comes back by itself.'),
    rollbackOnAlarm: choose(rollbackOnAlarm, { development: false, staging: true, production: true }).because(
      'A version that starts and then fails its users is rolled back too.',
    ),
  };
}

/**
 * Where tasks go when zones come and go.
 *
 * @internal
 */
export function placement({ maximumPercent }: { readonly maximumPercent: number }) {
  return {
    zoneRebalancing: follows(maximumPercent > 100).because(
      'Spreads the tasks over the zones again after a zone was lost. It starts a task before it stops one, so it ' +
        'needs more than 100 percent.',
    ),
  };
}

/**
 * What is known of running tasks, and who is told.
 *
 * @internal
 */
export function observation() {
  return {
    containerInsights: always({ development: 'disabled', staging: 'enabled', production: 'enabled' })
      .oneOf('disabled', 'enabled', 'enhanced')
      .because(
        'How many tasks run is a metric of theirs. Enhanced ones show each container and cost by the metric; a ' +
          'platform team can choose them.',
      ),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
      .because('A year in production: incidents are found late, and auditors ask.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'What happened is asked for after the service is gone, too.',
    ),
    logEncryption: always({ development: 'service-key', staging: 'own-key', production: 'own-key' })
      .oneOf('service-key', 'own-key')
      .because('A key of your own, for 1 USD a month, can be audited and withdrawn.'),
    logKeyRotation: always(true).because('Once a year, free and unseen.'),
    logKeyDeletionDays: always(30)
      .within(7, 30)
      .because('What the key encrypted is lost with it: as long as AWS allows to change your mind.'),
    logBufferMib: always(25)
      .whole(1, 1024)
      .because('A slow log service never blocks the program: it drops what exceeds this buffer.'),
    dashboard: always(true).because('One page for the person on call.'),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development environment.',
    ),
  };
}

/**
 * How long tasks may be in trouble.
 *
 * @internal
 */
export function patience() {
  return {
    alarmTaskMinutes: always(10)
      .whole(1, 60)
      .because('How long tasks may be busy or missing: scaling and replacement get their chance first.'),
  };
}

/**
 * How much of a task may be in use.
 *
 * @internal
 */
export function saturation() {
  return {
    alarmCpuPercent: always(85).within(1, 100).because('Scaling should have helped by now.'),
    alarmMemoryPercent: always(85).within(1, 100).because('The next leak stops the task.'),
  };
}

type Made<Group extends (...given: any[]) => any> = Settled<ReturnType<Group>>;

/**
 * What a task is made from, whatever it does.
 *
 * @internal
 */
export type TaskChoices = LogChoices &
  Made<typeof sizing> &
  Made<typeof shellAccess> &
  Made<typeof capacity> &
  Made<typeof hardening> &
  Made<typeof probing> &
  Made<typeof start> &
  Made<typeof observation> & {
    /** The TCP port that the program listens on, where it does. */
    readonly port?: number;
    readonly stopTimeoutSeconds: number;
    readonly healthCheckCommand: string[] | null;
  };

/**
 * What the ECS service is made from that keeps the tasks running.
 *
 * @internal
 */
export type TaskDeploymentChoices = TaskChoices &
  Made<typeof release> &
  Made<typeof placement> & { readonly minTasks: number };

/**
 * What the number of tasks is scaled by.
 *
 * @internal
 */
export interface TaskScalingChoices {
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly scaleInCooldownSeconds: number;
  readonly scaleOutCooldownSeconds: number;
}

/**
 * One step of scaling, in the words of Application Auto Scaling.
 *
 * @internal
 */
export interface StepScaling {
  /** Whether the adjustment is a number of tasks, or percent of those that there are: one at least. */
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity';
  readonly scalingAdjustment: number;
  /** Seconds in which the same step is not taken again. */
  readonly cooldown: number;
}

/**
 * What the alarms of the tasks go by.
 *
 * @internal
 */
export type TaskAlarmChoices = Made<typeof observation> & Made<typeof patience> & Made<typeof saturation>;
