import { Binding, BindingEvents, EventSourceKind, IBindable } from '../../../binding/binding';
import { Ledger } from '../../../path/ledger';
import { Refuse } from '../../../support/input';

// An event source comes in steps: a team asks for it, its choices are decided before the function is made, the function
// is joined to its resource, and it is rendered.

/** The choices about a function that its sources have to fit. */
export interface CalledFunctionChoices {
  readonly timeoutSeconds: number;
  readonly reservedConcurrency: number | null;
  readonly scheduleTimeZone: string;
}

/** An event source as a team asked for it. `S` is its shape when it is rendered. */
export interface AskedSource<S = unknown> {
  /** The word for it in the decision `eventSources`. */
  readonly kind: string;
  /** Its own name, where it is told from others of its kind by that. */
  readonly name?: string;
  /** Decides how it calls the function, inside the limits of the platform team. */
  readonly decide: (ledger: Ledger) => DecidedSource<S>;
}

/** An event source whose choices are made. */
export interface DecidedSource<S = unknown> {
  /** Refuses what does not fit the function, as far as that is known before the resource is joined. */
  readonly check?: (fn: CalledFunctionChoices, refuse: Refuse) => void;
  /** Joins the function to the resource. */
  readonly join: (joining: Joining) => S;
}

/** The function that a source is joined to, and the means to join it. */
export interface Joining {
  readonly fn: CalledFunctionChoices;
  /** Lets the function consume the events of a resource, which must be of a kind. */
  readonly consume: (resource: IBindable, kind: EventSourceKind, environmentPrefix?: string | null) => Consumed;
  /** A name for what is made for a resource: its id in lower camel case. It is part of slots. */
  readonly nameOf: (resource: IBindable) => string;
  readonly refuse: Refuse;
  readonly warn: (id: string, text: string) => void;
}

/** A resource whose events the function consumes. */
export interface Consumed {
  readonly binding: Binding;
  readonly events: BindingEvents;
}
