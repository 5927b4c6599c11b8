import { SecretDecisions } from './decisions';
import { AlarmProps, matchesOf } from '../../parts/alarm/alarm';

/**
 * The event of a rotation that failed. It comes by way of a trail of CloudTrail that logs management events.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-cloudtrail.html
 */
export function rotationFailedPattern(secretArn: string) {
  return {
    source: ['aws.secretsmanager'],
    'detail-type': ['AWS Service Event via CloudTrail'],
    detail: {
      eventSource: ['secretsmanager.amazonaws.com'],
      eventName: ['RotationFailed', 'TestRotationFailed'],
      additionalEventData: { SecretId: [secretArn] },
    },
  };
}

/** The alarm on rotations that failed. */
export function rotationFailedAlarm(
  name: string,
  { failedRotationsAlarm }: SecretDecisions,
  ruleName: string,
): AlarmProps {
  return {
    description:
      `${name}: a rotation failed, and the last value is still the current one. Look at the logs of the function ` +
      'that rotates it, then rotate again: aws secretsmanager rotate-secret.',
    metric: matchesOf(ruleName),
    threshold: failedRotationsAlarm,
    periods: 1,
  };
}
