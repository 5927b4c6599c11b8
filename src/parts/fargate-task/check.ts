import { TaskProps } from './decisions/task';
import { ServiceSourceKind } from './source';
import { INetwork } from '../../binding/network';
import { checkEnvironment, checkEnvironmentSize, isListOfTexts, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/**
 * The bytes of a whole task definition.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 * @internal
 */
export const MOST_TASK_BYTES = 65_536;

/**
 * Refuses props of a container that cannot be right. Numbers are checked with the decisions.
 *
 * @internal
 */
export function checkTaskProps({ source, healthCheckCommand, environment }: TaskProps, refuse: Refuse): void {
  if (!Object.values(ServiceSourceKind).includes(source?._kind)) {
    refuse(
      source ? 'source is not a ServiceSource.' : 'source is missing.',
      "Say what it runs: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2').",
    );
  }
  if ((healthCheckCommand ?? undefined) !== undefined && !isListOfTexts(healthCheckCommand)) {
    refuse(
      `healthCheckCommand is ${said(healthCheckCommand)}.`,
      "Give a list of words: ['/app/probe', '--quick']. An empty list turns it off.",
    );
  }
  checkEnvironment(environment ?? {}, refuse);
  checkEnvironmentSize(environment ?? {}, MOST_TASK_BYTES, refuse);
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
