import { IConstruct } from 'constructs';
import { SubscriptionChoices } from './decisions';
import { ITopicSubscriber, SubscriptionEndpoint, SubscriptionOptions } from '../../binding/subscription';
import { apart, EnvironmentOf } from '../../record/environment';
import { circleOf, recordNeed, StackNeed, StackOf } from '../../record/stack-order';
import { checkPattern, isAlternatives } from '../../support/event-patterns';
import { Refuse, refusal, said } from '../../support/input';
import { upperFirst } from '../../support/names';
import { isPlain } from '../../support/plain';
import { checkStruct } from '../../support/structs';
import { tlsOnly, topicMaySend } from '../message-queue/policies';

/** The page about topics and subscriptions. */
const PAGE = 'guides/topic.md';

/**
 * A topic, as its subscriptions refer to it.
 *
 * @internal
 */
export interface SubscribedTopic {
  /** Of the topic: its id is what the slots of a subscription begin with. */
  readonly node: { readonly id: string; readonly path: string };
  readonly arn: string;
  /** The topic itself, where it is deployed with this app. */
  readonly made?: IConstruct;
  /** The customer-managed key of the topic, which encrypts dead letters, too. */
  readonly keyArn?: string;
  readonly choices: SubscriptionChoices & { readonly fifo: boolean };
}

/**
 * A subscription that is about to be made.
 *
 * @internal
 */
export interface PlannedSubscription {
  /** The start of its slots, in the subscriber: `newsTopic`. */
  readonly slot: string;
  readonly endpoint: SubscriptionEndpoint;
  readonly filterPolicy?: object;
  readonly filterPolicyScope?: string;
  readonly raw?: boolean;
  readonly deadLetters: boolean;
}

/**
 * How an engine tells where a topic and its subscribers are deployed.
 *
 * @internal
 */
export interface SubscriptionEngine {
  readonly environmentOf: EnvironmentOf;
  readonly stackOf: StackOf;
}

/**
 * Checks a subscription, before anything is made of it.
 *
 * @internal
 */
export function planSubscription(
  { node, choices, made }: SubscribedTopic,
  subscriber: ITopicSubscriber,
  options: SubscriptionOptions,
  engine: SubscriptionEngine,
): PlannedSubscription {
  const refuse = refusal(node.path, PAGE);
  checkStruct('SubscriptionOptions', options, refuse, 'options');
  if (typeof subscriber?.acceptTopic !== 'function') {
    refuse(`${said(subscriber)} cannot subscribe.`, 'Give a ManagedQueue or a GoldenPathFunction.');
  }
  if (made) checkStacks({ user: subscriber, used: made }, engine, refuse);
  const slot = `${node.id.charAt(0).toLowerCase()}${node.id.slice(1)}Topic`;
  if (subscriber.node.tryFindChild(`${upperFirst(slot)}Subscription`)) {
    refuse(
      `'${subscriber.node.path}' has subscribed already.`,
      'Subscribe once, with a filter that lets both through.',
    );
  }
  const { subscriptionEndpoint: endpoint } = subscriber;
  const isQueue = endpoint.protocol === 'sqs';
  if (choices.fifo && !isQueue) {
    refuse('A FIFO topic delivers to queues only.', 'Subscribe a queue, and let that call the function.');
  }
  if (endpoint.fifo && !choices.fifo) {
    refuse('A topic without an order cannot deliver to a FIFO queue.', 'Give fifo: true to the topic, or to neither.');
  }
  if (options.raw && !isQueue) refuse('A function always gets the envelope of SNS.', 'Leave raw out.');
  const filter = filterOf(options, refuse);
  if (made) recordNeed({ user: subscriber, used: made }, engine.stackOf);
  return {
    slot,
    endpoint,
    ...filter,
    raw: isQueue ? (options.raw ?? choices.subscriptionRaw) : undefined,
    deadLetters: options.deadLetters ?? choices.subscriptionDeadLetters,
  };
}

/** Refuses a topic whose stack cannot be named by that of the subscriber. */
function checkStacks(need: StackNeed, { environmentOf, stackOf }: SubscriptionEngine, refuse: Refuse): void {
  const difference = apart(environmentOf(need.user), environmentOf(need.used));
  if (difference) {
    refuse(
      `The topic is ${difference}: '${need.user.node.path}'. Neither stack can name what is in the other.`,
      'Put both into one account and region, and one stage of the app, or subscribe by plain SNS, with names and ' +
        'policies on both sides.',
    );
  }
  const circle = circleOf(need, stackOf);
  if (circle) refuse(circle.what, circle.hint);
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MOST_NAMES = 5;
const MOST_COMBINATIONS = 150;

/** The names of attributes, those in alternatives as well. */
function namesOf(policy: object): string[] {
  const all = Object.entries(policy).flatMap(([name, value]) =>
    isAlternatives(name, value) ? value.flatMap(namesOf) : [name],
  );
  return [...new Set(all)];
}

/** Values multiplied with each other and with how deep they stand; alternatives add up. */
function combinationsOf(policy: object, depth: number): number {
  return Object.entries(policy).reduce((product, [name, value]) => {
    if (isAlternatives(name, value)) return product * value.reduce((sum, each) => sum + combinationsOf(each, depth), 0);
    return product * (isPlain(value) ? combinationsOf(value, depth + 1) : value.length * depth);
  }, 1);
}

function filterOf({ filter, bodyFilter }: SubscriptionOptions, refuse: Refuse) {
  if (filter && bodyFilter) refuse('There are filter and bodyFilter.', 'Give one: SNS has one for each subscription.');
  const policy = filter ?? bodyFilter ?? undefined;
  if (policy === undefined) return {};
  const label = bodyFilter ? 'bodyFilter' : 'filter';
  const names = label === 'filter' ? namesOf(policy) : Object.keys(policy);
  const hint = "Give one to five names, each with a list of values: { kind: ['signup', { prefix: 'trial-' }] }.";
  if (names.length === 0 || names.length > MOST_NAMES) refuse(`${label} has ${names.length} names.`, hint);
  checkPattern(
    label,
    policy,
    { nested: label === 'bodyFilter', exceptions: ['prefix', 'wildcard'], greatest: 1e9 },
    refuse,
  );
  const combinations = combinationsOf(policy, 1);
  if (combinations > MOST_COMBINATIONS) {
    refuse(
      `${label} has ${combinations} combinations of values, and SNS takes ${MOST_COMBINATIONS}.`,
      'The numbers of values of all names are multiplied, each with how deep its name stands. Give fewer.',
    );
  }
  // Always said: to leave it out later is refused by SNS.
  return { filterPolicy: policy, filterPolicyScope: bodyFilter ? 'MessageBody' : 'MessageAttributes' };
}

/**
 * The policy of the dead-letter queue of a subscription: its topic alone sends to it, and everybody over TLS.
 *
 * @internal
 */
export function deadLetterStatements(queueArn: string, topicArn: string): object[] {
  return [tlsOnly(queueArn), topicMaySend(topicArn, queueArn)];
}
