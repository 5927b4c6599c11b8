import { SharedInfrastructureProps } from './props';
import { checkIsNetwork } from '../../binding/network';
import { checkArn } from '../../support/arn';
import { isGiven, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The longest name of an environment. It is a part of names that AWS bounds at 64 characters. */
const LONGEST_NAME = 32;
const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** Refuses a name that cannot be a part of a parameter's and of a stack's. */
export function checkEnvironmentName(name: unknown, refuse: Refuse): void {
  if (typeof name === 'string' && !isToken(name) && NAME.test(name) && name.length <= LONGEST_NAME) return;
  refuse(
    `The name of the environment is ${said(name)}.`,
    `Give at most ${LONGEST_NAME} lower-case letters, digits and hyphens, beginning with a letter: 'production'.`,
  );
}

/** Refuses what cannot be right. */
export function checkProps({ environment, network, alarmTopicArn }: SharedInfrastructureProps, refuse: Refuse): void {
  checkEnvironmentName(environment, refuse);
  checkIsNetwork(network, refuse);
  if (isGiven(alarmTopicArn)) {
    checkArn('alarmTopicArn', alarmTopicArn!, { service: 'sns', example: 'alarms' }, refuse);
  }
}
