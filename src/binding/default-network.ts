import { IConstruct } from 'constructs';
import { InvalidInputError } from '../support/errors';

/** The id of a network that nobody made by hand. */
export const DEFAULT_NETWORK = 'Network';

/** Refuses to make the default network where something else has its id. */
export function checkRoomForNetwork(stack: IConstruct, scope: IConstruct): void {
  if (!stack.node.tryFindChild(DEFAULT_NETWORK)) return;
  throw new InvalidInputError({
    what:
      `'${stack.node.path}' has a construct '${DEFAULT_NETWORK}' already, which this does not name: the default ` +
      'network cannot be made.',
    where: scope.node.path,
    hint: 'Give the network to this construct, network: ..., or to everything, GoldenPath({ network }).',
    page: 'guides/network.md',
  });
}

/** What to say to a second stack in which the default network is used. */
export function sharedNetworkWarning(holder: string, user: string): string {
  return (
    `The network of '${holder}' is shared with '${user}', because neither names one. Which stack holds it ` +
    'depends ' +
    'on the order of your code: make it explicit with a Network in a stack of its own, and give it to GoldenPath({ ' +
    'network }).'
  );
}
