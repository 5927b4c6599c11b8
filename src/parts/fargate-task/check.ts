import { TaskProps } from './decisions';
import { ServiceSourceKind } from './source';
import { INetwork } from '../../binding/network';
import { checkEnvironment, isListOfTexts, isObject, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/**
 * Refuses props of a container that cannot be right, before anything is made. Numbers and choices are checked with the
 * decisions.
 *
 * @internal
 */
export function checkTaskProps(props: TaskProps, refuse: Refuse): void {
  if (!isObject(props)) refuse(`The props are ${said(props)}.`, 'Give an object with owner and source at least.');
  const { source, healthCheckCommand, environment, deployment } = props;
  if (!Object.values(ServiceSourceKind).includes(source?.kind)) {
    refuse(
      source ? 'source is not a ServiceSource.' : 'source is missing.',
      "Say what it runs: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2').",
    );
  }
  for (const name of ['scaling', 'deployment', 'environment']) {
    const value = (props as any)[name];
    if (value !== undefined && value !== null && !isObject(value)) {
      refuse(`${name} is ${said(value)}.`, 'Give an object.');
    }
  }
  if ((healthCheckCommand ?? undefined) !== undefined && !isListOfTexts(healthCheckCommand)) {
    refuse(
      `healthCheckCommand is ${said(healthCheckCommand)}.`,
      "Give a list of words: ['/app/probe', '--quick']. An empty list turns it off.",
    );
  }
  const rollback = deployment?.rollbackOnAlarm ?? undefined;
  if (rollback !== undefined && typeof rollback !== 'boolean') {
    refuse(`rollbackOnAlarm is ${said(rollback)}.`, 'Give true or false.');
  }
  checkEnvironment(environment ?? {}, refuse);
}

/**
 * Refuses a network that has no place for tasks.
 *
 * @internal
 */
export function checkTaskNetwork({ node, privateSubnetIds }: INetwork, refuse: Refuse): void {
  if (!isToken(privateSubnetIds) && privateSubnetIds.length === 0) {
    refuse(`The network '${node.path}' has no private subnets to run tasks in.`, 'Give a network that has.');
  }
}
