/**
 * The threshold of an alarm.
 *
 * @internal
 */
export const THRESHOLD = { cloudformation: 'Threshold', terraform: 'threshold' };

/**
 * The number of periods in a row after which an alarm rings.
 *
 * @internal
 */
export const PERIODS = { cloudformation: 'EvaluationPeriods', terraform: 'evaluation_periods' };

/**
 * The threshold of an alarm that the decision `alarms` switches.
 *
 * @internal
 */
export const ALARM_THRESHOLD = { ...THRESHOLD, when: { alarms: true } };

/**
 * The periods of an alarm that the decision `alarms` switches.
 *
 * @internal
 */
export const ALARM_PERIODS = { ...PERIODS, when: { alarms: true } };
