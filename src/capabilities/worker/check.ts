import { WorkerChoices } from './decisions';
import { GoldenPathWorkerProps } from './props';
import { visibilityOf } from './queue-events';
import { BindingEvents } from '../../binding/binding';
import { checkIsNetwork } from '../../binding/network';
import { checkTaskProps } from '../../parts/fargate-task/check';
import { checkCluster } from '../../parts/fargate-task/decisions/cluster';
import { checkTaskCounts } from '../../parts/fargate-task/deployment';
import { Notice } from '../../path/plan';
import { Refuse } from '../../support/input';
import { isToken } from '../../support/tokens';

/** Refuses props that cannot be right. Numbers are checked with the decisions, and the queue is asked there. */
export function checkProps(props: GoldenPathWorkerProps, refuse: Refuse): void {
  checkTaskProps(props, refuse);
  const { network, queue } = props;
  checkIsNetwork(network, refuse);
  if (typeof queue?.bind !== 'function') {
    refuse(
      queue ? 'queue is not of the golden path.' : 'queue is missing.',
      'Give a ManagedQueue, or ManagedQueue.fromQueueArn(...) for one that exists.',
    );
  }
}

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: WorkerChoices, props: GoldenPathWorkerProps, refuse: Refuse): void {
  checkTaskCounts(choices, refuse);
  checkCluster(choices, props, refuse);
  const { events, stopTimeoutSeconds, visibilityMarginSeconds } = choices;
  const hidden = visibilityOf(events);
  const needed = stopTimeoutSeconds + visibilityMarginSeconds;
  if (hidden !== undefined && hidden < needed) {
    refuse(
      `The queue hides a message for ${hidden} s, and a task takes up to ${stopTimeoutSeconds} s to stop: another ` +
        'one would work the same message meanwhile.',
      `Give the queue visibilityTimeoutSeconds of ${needed} or more, or the worker a shorter stopTimeoutSeconds.`,
    );
  }
}

/** Notices about a queue that is accepted all the same. */
export function noticesOf(choices: WorkerChoices, { queue }: GoldenPathWorkerProps): Notice[] {
  const { events, stopTimeoutSeconds, visibilityMarginSeconds } = choices;
  const { path } = queue.node;
  const notices: Notice[] = [];
  if (visibilityOf(events) === undefined) {
    notices.push({
      id: 'goldenpath:worker:visibility-unknown',
      text:
        `How long '${path}' hides a message is not known. It must be ` +
        `${stopTimeoutSeconds + visibilityMarginSeconds} s or more, and longer than the work on one takes, or two ` +
        'tasks work the same message.',
    });
  }
  if (events?.maxReceiveCount === 1) {
    notices.push({
      id: 'goldenpath:worker:one-try',
      text:
        `'${path}' gives a message one try. A task that is stopped in the middle of it, by a deployment, by ` +
        'scaling or by Spot, sends it to the dead-letter queue. Give maxReceiveCount of 3 or more.',
    });
  }
  return notices;
}

/** The account and the region that something is deployed to, as far as they are known before. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** Refuses a queue in another account or region: its metrics are there, and nothing here could be scaled by them. */
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
