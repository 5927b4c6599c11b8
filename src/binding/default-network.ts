import { IConstruct } from 'constructs';
import { INetwork } from './network';
import { Refuse, refusal } from '../support/input';
import { isAttached } from '../support/tree';

/** The construct id of the default network. */
export const DEFAULT_NETWORK = 'Network';

const PAGE = 'guides/network.md';

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

/** What an engine knows of stacks. */
export interface NetworkEngine {
  readonly name: string;
  /** The stack that a construct is deployed with. */
  readonly stackOf: (construct: IConstruct) => IConstruct;
  /** Where a stack is, and for whom: a network of staging has fewer zones and gateways than production needs. */
  readonly placeOf: (stack: IConstruct) => string;
}

/** The networks of each app that stand where the default one does, and bear its name. */
const KNOWN = new WeakMap<IConstruct, INetwork[]>();
/** Those that nobody wrote. */
const UNWRITTEN = new WeakSet<INetwork>();

/** Takes down a network that a team made. By this name, in a stack, it is the default one. */
export function recordNetwork(network: INetwork): void {
  if (network.node.id === DEFAULT_NETWORK) knownIn(network).push(network);
}

/**
 * Makes the default network of an engine.
 *
 * @internal
 */
export function makeDefaultNetwork(engine: string, stack: IConstruct): INetwork {
  const load = LOADERS.get(engine);
  if (!load) throw new Error(`Nobody has provided networks on ${engine}: import the package by its name.`);
  const made = new (load())(stack, DEFAULT_NETWORK);
  UNWRITTEN.add(made);
  return made;
}

/**
 * The default network of a stack, if there is one. Refuses where it could not be made, and where the order of the code
 * would say which stack holds it. No construct is made.
 *
 * @param where the path of the construct that needs it
 */
export function defaultNetworkOf(stack: IConstruct, engine: NetworkEngine, where: string): INetwork | undefined {
  const refuse = refusal(where, PAGE);
  const there = knownIn(stack).filter(network => isAttached(network) && network.node.scope === engine.stackOf(network));
  const own = there.find(({ node }) => node.scope === stack);
  if (own && UNWRITTEN.has(own)) return own;
  const place = engine.placeOf(stack);
  const others = there.filter(network => network !== own && engine.placeOf(network.node.scope!) === place);
  const unwritten = others.find(network => UNWRITTEN.has(network));
  if (unwritten) refuseOrder(unwritten, stack, own, refuse);
  if (own) return own;
  if (others.length > 1) {
    const holders = others.map(({ node }) => `'${node.path}'`).join(', ');
    refuse(
      `There are several default networks: ${holders}.`,
      'Name the one: network: ..., or GoldenPath({ network }).',
    );
  }
  if (others.length === 0) checkRoom(stack, refuse);
  return others[0];
}

/** Two stacks need it, and only the order of the code says which of them has it. */
function refuseOrder(unwritten: INetwork, stack: IConstruct, own: INetwork | undefined, refuse: Refuse): never {
  const [holder, user] = [unwritten.node.scope!.node.path, stack.node.path];
  if (own) {
    return refuse(
      `'${own.node.path}' is the default network, and '${holder}' has made another: it came first, and named none.`,
      `Make '${own.node.path}' before the constructs of '${holder}', or name it there: GoldenPath({ network }).`,
    );
  }
  return refuse(
    `'${holder}' and '${user}' need a network, and neither names one. Were it made in the first of your code, a ` +
      'stack that is added before it would take it over, and everything in it would be replaced.',
    `Write it into the stack that has it deployed, before what needs it: new Network(stack, '${DEFAULT_NETWORK}'). ` +
      'By this name nothing is replaced, and the others share it. Or give one to all: GoldenPath({ network }).',
  );
}

/** Refuses to make the default network where another construct has its id. */
function checkRoom(stack: IConstruct, refuse: Refuse): void {
  if (!stack.node.tryFindChild(DEFAULT_NETWORK)) return;
  refuse(
    `'${stack.node.path}' has a construct '${DEFAULT_NETWORK}' already, which this does not name: the default ` +
      'network cannot be made.',
    'Give the network to this construct, network: ..., or to everything, GoldenPath({ network }).',
  );
}

function knownIn({ node: { root } }: IConstruct): INetwork[] {
  const known = KNOWN.get(root) ?? [];
  KNOWN.set(root, known);
  return known;
}
