import { IConstruct } from 'constructs';
import { AlarmProps } from './alarm';
import { sharedPartIn } from '../../binding/shared-infrastructure';
import { GoldenPath } from '../../path/golden-path';
import { EnvironmentTier } from '../../path/tier';
import { Environment } from '../../record/environment';
import { DOCS } from '../../support/errors';
import { refusal } from '../../support/input';
import { checkRegional, regionIn } from '../../support/regional';
import { isAttached } from '../../support/tree';

/**
 * The id of the warning about alarms that tell nobody.
 *
 * @internal
 */
export const UNHEARD = 'goldenpath:alarms-tell-nobody';

/**
 * The topic that an alarm tells, when it rings and when all is well again. None for one that only a deployment looks
 * at, and for one that scales. CloudWatch takes topics of other accounts, and none of another region.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 * @internal
 */
export function topicOf(
  owner: IConstruct,
  { silent, actions }: AlarmProps,
  { region }: Environment,
): string | undefined {
  if (silent || actions) return undefined;
  const topic = GoldenPath.of(owner)?.alarmTopicArn;
  const refuse = refusal(owner.node.path, 'guides/platform-team.md#alarms');
  checkRegional(regionIn("The golden path's alarmTopicArn", topic), { region }, refuse, REMEDY);
  return topic ?? sharedPartIn(owner, 'alarm-topic', environment => environment.alarmTopicArnIn(owner));
}

const REMEDY = 'Attach a GoldenPath with a topic of this region to this stack, or to the construct above this one.';

/** The alarms of each stack that have no topic. */
const UNHEARD_ALARMS = new WeakMap<IConstruct, IConstruct[]>();

/**
 * Looks once for each stack, at validation, at the alarms that somebody should hear and nobody would: in production,
 * without a topic. Those that were removed with a construct that was refused do not count.
 *
 * @param warn gets the alarms
 * @internal
 */
export function watchUnheard<A extends IConstruct>(
  stack: IConstruct,
  alarm: A,
  { silent, actions }: AlarmProps,
  warn: (alarms: A[]) => void,
): void {
  if (silent || actions || GoldenPath.of(alarm)?.alarmTopicArn) return;
  if (sharedPartIn(alarm, 'alarm-topic', () => true)) return;
  if (GoldenPath._settingsOf(alarm).tier !== EnvironmentTier.PRODUCTION) return;
  const known = UNHEARD_ALARMS.get(stack);
  if (known) return void known.push(alarm);
  const alarms = [alarm];
  UNHEARD_ALARMS.set(stack, alarms);
  stack.node.addValidation({
    validate: () => {
      warn(alarms.filter(each => each.node.scopes.slice(1).every(isAttached)));
      return [];
    },
  });
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
