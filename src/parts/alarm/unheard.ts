import { IConstruct } from 'constructs';
import { AlarmProps } from './alarm';
import { GoldenPath } from '../../path/golden-path';
import { EnvironmentTier } from '../../path/tier';
import { DOCS } from '../../support/errors';

/**
 * The id of the warning about alarms that tell nobody.
 *
 * @internal
 */
export const UNHEARD = 'goldenpath:alarms-tell-nobody';

/**
 * Whether somebody should hear the alarm, and nobody would: in production, without a topic.
 *
 * @internal
 */
export function isUnheard(owner: IConstruct, props: AlarmProps): boolean {
  if (props.silent || props.actions || GoldenPath.of(owner)?.alarmTopicArn) return false;
  return GoldenPath._settingsOf(owner).tier === EnvironmentTier.PRODUCTION;
}

/**
 * The warning, which names the quick way to a topic.
 *
 * @internal
 */
export function unheardWarning(stack: string, alarms: number): string {
  return (
    `${alarms} ${alarms === 1 ? 'alarm' : 'alarms'} of ${stack} in production will tell nobody: there is no topic. ` +
    `Give GoldenPath an alarmTopicArn; ${DOCS}/guides/platform-team.md#alarms has the topic in three lines.`
  );
}
