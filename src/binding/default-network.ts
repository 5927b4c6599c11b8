import { IConstruct } from 'constructs';
import { INetwork } from './network';
import { InvalidInputError } from '../support/errors';

/** The construct id of the default network. */
export const DEFAULT_NETWORK = 'Network';

/**
 * The class of default networks.
 *
 * @internal
 */
export type NetworkClass = new (scope: any, id: string) => INetwork;

/** The loader of that class on each engine. The index of the engine provides it: nothing below knows a capability. */
const LOADERS = new Map<string, () => NetworkClass>();

/**
 * Sets the function by which an engine loads the class of its networks. It is called when the first one is needed.
 *
 * @internal
 */
export function provideNetworks(engine: string, load: () => NetworkClass): void {
  LOADERS.set(engine, load);
}

/**
 * Makes the default network of an engine.
 *
 * @internal
 */
export function makeDefaultNetwork(engine: string, stack: IConstruct): INetwork {
  const load = LOADERS.get(engine);
  if (!load) throw new Error(`Nobody has provided networks on ${engine}: import the package by its name.`);
  return new (load())(stack, DEFAULT_NETWORK);
}

/** Refuses to make the default network where another construct has its id. */
export function checkRoomForNetwork(stack: IConstruct, where: string): void {
  if (!stack.node.tryFindChild(DEFAULT_NETWORK)) return;
  throw new InvalidInputError({
    what:
      `'${stack.node.path}' has a construct '${DEFAULT_NETWORK}' already, which this does not name: the default ` +
      'network cannot be made.',
    where,
    hint: 'Give the network to this construct, network: ..., or to everything, GoldenPath({ network }).',
    page: 'guides/network.md',
  });
}

/** The warning to a second stack in which the default network is used. */
export function sharedNetworkWarning(holder: string, user: string): string {
  return (
    `The network of '${holder}' is shared with '${user}', because neither names one. Which stack holds it depends on ` +
    `the order of your code: make it explicit with new Network(stack, '${DEFAULT_NETWORK}') in the stack that has it ` +
    'deployed (by this name nothing is replaced), and give it to GoldenPath({ network }).'
  );
}
