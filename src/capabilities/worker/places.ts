import { WorkerChoices } from './decisions';
import { taskCarriers } from '../../parts/fargate-task/places';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

/** The decisions that one of the engines does not carry. */
export const differences: string[] = ['visibilityMarginSeconds'];

const carrier = corresponding<WorkerChoices>;

const TRACKING: Pair<string> = [
  'TargetTrackingScalingPolicyConfiguration',
  'target_tracking_scaling_policy_configuration',
];
const STEP: Pair<string> = ['StepScalingPolicyConfiguration', 'step_scaling_policy_configuration'];
const THRESHOLD: Pair<string> = ['Threshold', 'threshold'];
const PERIODS: Pair<string> = ['EvaluationPeriods', 'evaluation_periods'];

const below = ([cloudformation, terraform]: Pair<string>, ...[first, second]: Pair<string>): Pair<string> => [
  `${cloudformation}.${first}`,
  `${terraform}.${second}`,
];
const ADJUSTMENT = below(STEP, 'StepAdjustments[0].ScalingAdjustment', 'step_adjustment[0].scaling_adjustment');
const STEP_COOLDOWN = below(STEP, 'Cooldown', 'cooldown');
const share = (provider: string, ...[first, second]: Pair<string>): Pair<string> => [
  `CapacityProviderStrategy[CapacityProvider=${provider}].${first}`,
  `capacity_provider_strategy[capacity_provider=${provider}].${second}`,
];
const orNone: Read = value => value ?? 0;

const sleeps = ({ minTasks }: WorkerChoices) => minTasks === 0;
const asksMessages = ({ alarms, rollbackOnAlarm }: WorkerChoices) => alarms || rollbackOnAlarm;

/** Where each decision is seen, on CloudFormation and on Terraform. */
export const carriers: Carrier[] = [
  ...taskCarriers(/_QUEUE_URL$/),
  carrier('targetBacklogPerTask', 'backlogScalingPolicy', below(TRACKING, 'TargetValue', 'target_value')),
  carrier('scaleInCooldownSeconds', 'backlogScalingPolicy', below(TRACKING, 'ScaleInCooldown', 'scale_in_cooldown')),
  carrier('scaleOutCooldownSeconds', 'backlogScalingPolicy', below(TRACKING, 'ScaleOutCooldown', 'scale_out_cooldown')),
  carrier('scaleOutCooldownSeconds', 'latencyScalingPolicy', STEP_COOLDOWN),
  carrier('scaleOutCooldownSeconds', 'wakeScalingPolicy', STEP_COOLDOWN, undefined, sleeps),
  carrier('acceptableLatencySeconds', 'latencyScalingAlarm', THRESHOLD),
  carrier('latencyStepPercent', 'latencyScalingPolicy', ADJUSTMENT),
  carrier('wakeTasks', 'wakeScalingPolicy', ADJUSTMENT, undefined, sleeps),
  carrier('scaleOutMinutes', 'latencyScalingAlarm', PERIODS),
  carrier('scaleOutMinutes', 'wakeScalingAlarm', PERIODS, undefined, sleeps),
  carrier('spotPercent', 'service', share('FARGATE_SPOT', 'Weight', 'weight'), orNone),
  carrier('onDemandTasks', 'service', share('FARGATE', 'Base', 'base'), orNone),
  carrier('alarmStalledMinutes', 'stalledAlarm', PERIODS, undefined, asksMessages),
  carrier('alarmLatencySeconds', 'latencyAlarm', THRESHOLD, undefined, asksMessages),
  carrier('alarmLatencyMinutes', 'latencyAlarm', PERIODS, undefined, asksMessages),
];
