import { INetwork } from '../binding/network';

/**
 * The constructs and files around a sample, on one of the engines.
 *
 * @internal
 */
export interface SampleSurroundings {
  readonly network: INetwork;
  /** A folder with small programs: `index.js` with a handler, `src/signup.ts` to be bundled, a Dockerfile. */
  readonly directory: string;
  /** A construct of another capability, from its typical sample, unless another is named. */
  resource(capability: string, sample?: string): any;
}

/**
 * The props of a sample; a function of its surroundings, where it needs any.
 *
 * @internal
 */
export type SampleProps<Props> = Props | ((around: SampleSurroundings) => Props);

/**
 * The constructs that every suite makes of a capability: its templates in each edition, its slots, its parity, its
 * bindings, the policies over it, and the documents. Together they have every value of every enum that the props take.
 *
 * @internal
 */
export interface Samples<Props = any> {
  /** The props that most teams write. */
  readonly typical: SampleProps<Props>;
  /** Every prop, and everything else that makes resources. */
  readonly everything: SampleProps<Props>;
  /** Further props, by name, which make other resources than these two. */
  readonly others?: { readonly [name: string]: SampleProps<Props> };
  /** Defaults of a platform team, other than the path's, by the names of decisions without the capability. */
  readonly otherwise?: ReadonlyArray<{ readonly [decision: string]: any }>;
  /** The accesses by which a service, a worker or a function uses it: `read`, `publish`. */
  readonly accesses?: readonly string[];
  /** The names of the samples that nobody can use: they have no address. */
  readonly notUsed?: readonly string[];
  /** Whether messages or changes of it start functions and workers. */
  readonly startsConsumers?: boolean;
}

/** @internal */
export function propsOf<Props>(sample: SampleProps<Props>, around: SampleSurroundings): Props {
  return typeof sample === 'function' ? (sample as (around: SampleSurroundings) => Props)(around) : sample;
}

/**
 * All samples of a capability, by name.
 *
 * @internal
 */
export function samplesByName<Props>({ typical, everything, others }: Samples<Props>): {
  readonly [name: string]: SampleProps<Props>;
} {
  return { typical, everything, ...others };
}

/**
 * Surroundings without constructs, which are enough to decide.
 *
 * @internal
 */
export const NOWHERE: SampleSurroundings = { network: {} as INetwork, resource: () => ({}), directory: '.' };
