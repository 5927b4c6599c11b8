import { WorkerChoices } from './decisions';
import { PERIODS, THRESHOLD } from '../../parts/alarm/places';
import { taskCodecs, taskPlaces, variablesOfTeam } from '../../parts/fargate-task/places';
import { Codecs } from '../../record/codecs';
import { Condition } from '../../record/condition';
import { Place } from '../../record/place';

/** The decisions that one of the engines does not show. The README has the reason for each. */
export const differences: string[] = ['visibilityMarginSeconds'];

/** A value of the policy that keeps the backlog at its target. */
const tracked = (cloudformation: string, terraform: string) => ({
  slot: 'backlogScalingPolicy',
  cloudformation: `TargetTrackingScalingPolicyConfiguration.${cloudformation}`,
  terraform: `target_tracking_scaling_policy_configuration.${terraform}`,
});
/** A value of a policy that adds tasks when an alarm rings. */
const step = (cloudformation: string, terraform: string) => ({
  cloudformation: `StepScalingPolicyConfiguration.${cloudformation}`,
  terraform: `step_scaling_policy_configuration.${terraform}`,
});
const ADJUSTMENT = step('StepAdjustments[0].ScalingAdjustment', 'step_adjustment[0].scaling_adjustment');
const COOLDOWN = step('Cooldown', 'cooldown');
/** A value of a share of the tasks on one kind of capacity. There is no share of nothing. */
const share = (provider: string, cloudformation: string, terraform: string) => ({
  slot: 'service',
  cloudformation: `CapacityProviderStrategy[CapacityProvider=${provider}].${cloudformation}`,
  terraform: `capacity_provider_strategy[capacity_provider=${provider}].${terraform}`,
  unit: 'number-or-zero',
});

const SCALES_TO_ZERO: Condition = { minTasks: 0 };
const MESSAGE_ALARMS: Condition[] = [{ alarms: true }, { rollbackOnAlarm: true }];

export const places: Place<WorkerChoices>[] = [
  ...taskPlaces,
  { decision: 'targetBacklogPerTask', ...tracked('TargetValue', 'target_value') },
  { decision: 'scaleInCooldownSeconds', ...tracked('ScaleInCooldown', 'scale_in_cooldown') },
  { decision: 'scaleOutCooldownSeconds', ...tracked('ScaleOutCooldown', 'scale_out_cooldown') },
  { decision: 'scaleOutCooldownSeconds', slot: 'latencyScalingPolicy', ...COOLDOWN },
  { decision: 'scaleOutCooldownSeconds', slot: 'wakeScalingPolicy', ...COOLDOWN, when: SCALES_TO_ZERO },
  { decision: 'acceptableLatencySeconds', slot: 'latencyScalingAlarm', ...THRESHOLD },
  { decision: 'latencyStepPercent', slot: 'latencyScalingPolicy', ...ADJUSTMENT },
  { decision: 'wakeTasks', slot: 'wakeScalingPolicy', ...ADJUSTMENT, when: SCALES_TO_ZERO },
  { decision: 'scaleOutMinutes', slot: 'latencyScalingAlarm', ...PERIODS },
  { decision: 'scaleOutMinutes', slot: 'wakeScalingAlarm', ...PERIODS, when: SCALES_TO_ZERO },
  { decision: 'spotPercent', ...share('FARGATE_SPOT', 'Weight', 'weight') },
  { decision: 'onDemandTasks', ...share('FARGATE', 'Base', 'base') },
  { decision: 'alarmStalledMinutes', slot: 'stalledAlarm', ...PERIODS, when: MESSAGE_ALARMS },
  { decision: 'alarmLatencySeconds', slot: 'latencyAlarm', ...THRESHOLD, when: MESSAGE_ALARMS },
  { decision: 'alarmLatencyMinutes', slot: 'latencyAlarm', ...PERIODS, when: MESSAGE_ALARMS },
];

export const codecs: Codecs = {
  ...taskCodecs,
  'variables-of-team': variablesOfTeam(/QUEUE\w*_URL$/),
  'number-or-zero': written => written ?? 0,
};
