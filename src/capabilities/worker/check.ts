import { visibilityOf, WorkerChoices } from './decisions';
import { GoldenPathWorkerProps } from './props';
import { Access, BindingEvents, Credentials, EventSourceKind } from '../../binding/binding';
import { checkIsNetwork } from '../../binding/network';
import { checkTaskProps } from '../../parts/fargate-task/check';
import { checkTaskCounts } from '../../parts/fargate-task/deployment';
import { SourceWarning } from '../../parts/fargate-task/source';
import { Refuse, refusal } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The page about a worker's props. */
export const PAGE = 'guides/worker.md';

/** Refuses props that cannot be right, before anything is made, and gives what is known of the queue. */
export function checkProps(props: GoldenPathWorkerProps, where: string): BindingEvents {
  const refuse = refusal(where, PAGE);
  checkTaskProps(props, refuse);
  checkIsNetwork(props.network, refuse);
  const { queue } = props;
  if (typeof queue?.bind !== 'function') {
    refuse(
      queue ? 'queue is not of the golden path.' : 'queue is missing.',
      'Give a ManagedQueue, or ManagedQueue.fromQueueArn(...) for one that exists.',
    );
  }
  // Only asks: the binding itself is made once the worker is there.
  const { events, capability, resource } = queue.bind({
    access: Access.CONSUME,
    credentials: Credentials.SECRET,
    userName: '',
    consumer: where,
  });
  if (events?.kind !== EventSourceKind.QUEUE) {
    return refuse(
      `'${resource}' is a ${capability}, and a worker takes messages from a queue.`,
      'Give a ManagedQueue. What changes in a table or a bucket starts a GoldenPathFunction.',
    );
  }
  return events;
}

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: WorkerChoices, queue: BindingEvents, refuse: Refuse): void {
  checkTaskCounts(choices, refuse);
  const { stopTimeoutSeconds, visibilityMarginSeconds } = choices;
  const hidden = visibilityOf(queue);
  const needed = stopTimeoutSeconds + visibilityMarginSeconds;
  if (hidden !== undefined && hidden < needed) {
    refuse(
      `The queue hides a message for ${hidden} s, and a task takes up to ${stopTimeoutSeconds} s to stop: another ` +
        'one would work the same message meanwhile.',
      `Give the queue visibilityTimeoutSeconds of ${needed} or more, or the worker a shorter stopTimeoutSeconds.`,
    );
  }
}

/** What is to be said of a queue before it is too late. */
export function warningsOf(choices: WorkerChoices, queue: BindingEvents, resource: string): SourceWarning[] {
  const { stopTimeoutSeconds, visibilityMarginSeconds } = choices;
  const warnings: SourceWarning[] = [];
  if (visibilityOf(queue) === undefined) {
    warnings.push({
      id: 'goldenpath:worker:visibility-unknown',
      text:
        `How long '${resource}' hides a message is not known. It must be ` +
        `${stopTimeoutSeconds + visibilityMarginSeconds} s or more, and longer than the work on one takes, or two ` +
        'tasks work the same message.',
    });
  }
  if (queue.maxReceiveCount === 1) {
    warnings.push({
      id: 'goldenpath:worker:one-try',
      text:
        `'${resource}' gives a message one try. A task that is stopped in the middle of it, by a deployment, by ` +
        'scaling or by Spot, sends it to the dead-letter queue. Give maxReceiveCount of 3 or more.',
    });
  }
  return warnings;
}

/** Where something is deployed, as far as that is known before. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** Refuses a queue elsewhere: its metrics are there, and nothing here could be scaled by them. */
export function checkPlace({ arn }: BindingEvents, here: Place, there: Place, refuse: Refuse): void {
  const [, , , inRegion, inAccount] = isToken(arn) ? [] : arn.split(':');
  const pairs = [
    ['region', here.region, inRegion ?? there.region],
    ['account', here.account, inAccount ?? there.account],
  ] as const;
  for (const [what, own, its] of pairs) {
    if (own === undefined || its === undefined || [own, its].some(isToken) || own === its) continue;
    refuse(
      `The queue is in the ${what} ${its}, and the worker in ${own}: its metrics, by which the tasks are scaled, ` +
        'are there.',
      `Put both into one ${what}.`,
    );
  }
}
