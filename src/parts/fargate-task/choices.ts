import { placing } from './decisions/cluster';
import { placement, release } from './decisions/deployment';
import { observation, patience, saturation } from './decisions/observation';
import { capacity, hardening, probing, shellAccess, sizing, start } from './decisions/task';
import { Settled } from '../../path/ledger';
import { LogChoices } from '../log-group/log-group';

type Made<Group extends (...given: any[]) => any> = Settled<ReturnType<Group>>;

/**
 * The choices that a task is made from.
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
  Made<typeof observation> &
  Made<typeof placing> & {
    /** The TCP port that the program listens on, where it does. */
    readonly port?: number;
    /** The protocol that it speaks there: `HTTP1`, `HTTP2`, `GRPC`. Left out: HTTP 1.1. */
    readonly protocol?: string;
    readonly stopTimeoutSeconds: number;
    readonly healthCheckCommand: string[] | null;
  };

/**
 * The choices that an ECS service is made from. It keeps the tasks running.
 *
 * @internal
 */
export type TaskDeploymentChoices = TaskChoices &
  Made<typeof release> &
  Made<typeof placement> & { readonly minTasks: number };

/**
 * The bounds and the pace of scaling.
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
 * One step of scaling, in the terms of Application Auto Scaling.
 *
 * @internal
 */
export interface StepScaling {
  /** Whether the adjustment is a number of tasks, or a percentage of those that run: at least one task. */
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity';
  readonly scalingAdjustment: number;
  /** Seconds until the same step may be taken again. */
  readonly cooldown: number;
}

/**
 * The choices that the alarms of the tasks follow.
 *
 * @internal
 */
export type TaskAlarmChoices = Made<typeof observation> & Made<typeof patience> & Made<typeof saturation>;
