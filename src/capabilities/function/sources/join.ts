import { createHash } from 'crypto';
import { Source } from './kinds';
import { CalledFunctionChoices, Consumed, DecidedSource } from './source';
import { Access, EventSourceKind, IBindable } from '../../../binding/binding';
import { identityId, identityPath } from '../../../binding/identity-path';
import { Consumer } from '../../../record/uses';
import { Refuse } from '../../../support/input';

/** A function that is about to be joined to its sources. */
export interface JoiningFunction {
  readonly fn: CalledFunctionChoices;
  readonly consumer: Consumer;
  readonly refuse: Refuse;
  readonly warn: (id: string, text: string) => void;
}

/** Joins a function to all that calls it. */
export function joinSources(sources: readonly DecidedSource<Source>[], props: JoiningFunction): Source[] {
  const { fn, consumer, refuse, warn } = props;
  const taken = new Set<string>();
  return sources.map(source =>
    source.join({
      fn,
      consume: (resource, kind, environmentPrefix) => {
        const binding = consumer.use(resource, Access.CONSUME, { environmentPrefix: environmentPrefix ?? undefined });
        return { binding, events: eventsOf(resource, kind, binding.events, refuse) };
      },
      nameOf: resource => nameOf(resource, taken),
      refuse,
      warn,
    }),
  );
}

const NOUN: { readonly [kind in EventSourceKind]: string } = {
  [EventSourceKind.QUEUE]: 'queue',
  [EventSourceKind.STREAM]: 'stream of a table',
  [EventSourceKind.BUCKET]: 'bucket',
};
const FACTORY: { readonly [kind in EventSourceKind]: string } = {
  [EventSourceKind.QUEUE]: 'queue',
  [EventSourceKind.STREAM]: 'tableStream',
  [EventSourceKind.BUCKET]: 'bucket',
};

/** The events of a resource, which must be of the kind that the team asked for. */
function eventsOf(
  { node }: IBindable,
  kind: EventSourceKind,
  found: Consumed['events'] | undefined,
  refuse: Refuse,
): Consumed['events'] {
  if (found?.kind === kind) return found;
  return refuse(
    `'${node.path}' is no ${NOUN[kind]}${found ? `, but a ${NOUN[found.kind]}` : ''}.`,
    `Give a ${NOUN[kind]}${found ? `, or use EventSource.${FACTORY[found.kind]}` : ''}.`,
  );
}

/** The id of a resource, as part of slots. Of two with the same id, in two scopes, the first keeps the plain name. */
function nameOf(resource: IBindable, taken: Set<string>): string {
  const plain = identityId(resource)
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/^[0-9]*/, '');
  const name = plain.charAt(0).toLowerCase() + plain.slice(1);
  const unique =
    name && !taken.has(name)
      ? name
      : (name || 'resource') + createHash('sha256').update(identityPath(resource)).digest('hex').slice(0, 8);
  taken.add(unique);
  return unique;
}
