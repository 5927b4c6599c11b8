import { PAGE } from './page';
import { Access, BindingEvents, Credentials, EventSourceKind, IBindable } from '../../binding/binding';
import { refusal } from '../../support/input';
import { isToken } from '../../support/tokens';

/**
 * Asks a queue where its messages are. Makes nothing: the binding itself is made once the worker is there.
 *
 * @param consumer the path of the worker
 * @returns undefined for a stub that cannot be bound, as samples have it where nothing is made
 */
export function eventsOf(queue: IBindable, consumer: string): BindingEvents | undefined {
  if (typeof queue?.bind !== 'function') return undefined;
  const request = { access: Access.CONSUME, credentials: Credentials.SECRET, userName: '', consumer };
  const { events, capability, resource } = queue.bind(request);
  if (events?.kind === EventSourceKind.QUEUE) return events;
  return refusal(consumer, PAGE)(
    `'${resource}' is a ${capability}, and a worker takes messages from a queue.`,
    'Give a ManagedQueue. What changes in a table or a bucket starts a GoldenPathFunction.',
  );
}

/** For how many seconds the queue hides a message, where that is known before deployment. */
export function visibilityOf(queue: BindingEvents | undefined): number | undefined {
  const seconds = queue?.visibilityTimeoutSeconds ?? undefined;
  return seconds === undefined || isToken(seconds) ? undefined : seconds;
}
