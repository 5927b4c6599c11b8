import { App, Stack } from 'aws-cdk-lib';
import { Testing } from 'cdktf';
import { capabilityIds, Engine, loadCapability, makeSample, surroundingsIn } from '../../projenrc/capabilities';
import { GoldenPathFunction } from '../../src/capabilities/function/aws';
import { EventSource, FunctionCode } from '../../src/capabilities/function/props';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { ManagedTopic } from '../../src/capabilities/topic/aws';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { BindingError, InvalidInputError } from '../../src/support/errors';
import { project } from '../capabilities/function/fixture';
import { refusal } from '../fixtures/errors';
import { stackOn, StubNetwork } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';

const PRODUCERS = capabilityIds().filter(id => loadCapability(id).samples.accesses);

interface Place {
  readonly account?: string;
  readonly region?: string;
}

const HERE: Place = { account: '111111111111', region: 'eu-west-1' };
const PLACES: [string, Place, string][] = [
  ['another account', { ...HERE, account: '222222222222' }, 'in the account 222222222222'],
  ['another region', { ...HERE, region: 'us-east-1' }, 'in us-east-1'],
];

/** Two stacks of one app, at two places. */
function stacksAt(engine: Engine, here: Place, there: Place): any[] {
  const app: any = engine === 'aws' ? new App() : Testing.app();
  return [here, there].map((env, i) => {
    const network = new StubNetwork(app, `Network${i}`);
    if (engine === 'aws') return stackOn(undefined, { network }, app, `Shop${i}`, { env });
    const terraform = { region: env.region, deployRoleArn: `arn:aws:iam::${env.account}:role/deploy` };
    return terraformStackOn(undefined, { network, terraform }, app, `Shop${i}`);
  });
}

function makeIn(engine: Engine, stack: any, id: string, capability: string): any {
  const network = stack.node.root.node.tryFindChild('Network0');
  return makeSample(engine, stack, id, {
    capability,
    sample: 'typical',
    around: surroundingsIn(engine, stack, network),
  });
}

const CASES = PRODUCERS.flatMap(producer =>
  (['aws', 'terraform'] as Engine[]).flatMap(engine => PLACES.map(place => [producer, engine, ...place] as const)),
);

test.each(CASES)('a service uses no %s, on %s, of %s', (producer, engine, _, there, says) => {
  const [here, other] = stacksAt(engine, HERE, there);
  const of = makeIn(engine, other, 'Producer', producer);
  const by = makeIn(engine, here, 'Consumer', 'service');
  const { message, complaint } = refusal(() => by.uses(of));
  expect(complaint.what).toContain(says);
  expect(message).toContain(by.node.path);
  expect(complaint.hint).toContain(producer === 'service' ? 'fromServiceAttributes' : 'Put both into one account');
  expect(by._uses).toEqual([]);
});

test('CDK takes a stack of no account for another one, and so is the use refused', () => {
  const [here, other] = stacksAt('aws', HERE, {});
  const by = makeIn('aws', here, 'Consumer', 'service');
  expect(() => by.uses(new ManagedQueue(other, 'Jobs'))).toThrow(BindingError);
});

test('a service with a domain name is called from everywhere', () => {
  const [here, other] = stacksAt('aws', HERE, { account: '222222222222', region: 'us-east-1' });
  const by = makeIn('aws', here, 'Consumer', 'service');
  const api = GoldenPathService.fromServiceAttributes(other, 'Api', { url: 'https://api.acme.com' });
  expect(() => by.uses(api)).not.toThrow();
});

test('what was made elsewhere may let in others: that is up to its owner', () => {
  const [here] = stacksAt('aws', HERE, HERE);
  const by = makeIn('aws', here, 'Consumer', 'service');
  by.uses(ManagedQueue.fromQueueArn(here, 'Jobs', 'arn:aws:sqs:eu-west-1:222222222222:jobs'));
  expect(by._uses).toHaveLength(1);
});

const CODE = project({ 'work.py': 'def handler(event, context):\n    return {}\n' });
const called = (stack: Stack, event: EventSource) =>
  new GoldenPathFunction(stack, 'Fn', {
    code: FunctionCode.python(CODE, { handler: 'work.handler' }),
    events: [event],
  });

test('Lambda polls a queue of another account, and of no other region', () => {
  const [here] = stacksAt('aws', HERE, HERE);
  const queue = (id: string, arn: string) =>
    EventSource.queue(ManagedQueue.fromQueueAttributes(here, id, { queueArn: arn, visibilityTimeoutSeconds: 600 }));
  expect(() => called(here, queue('A', 'arn:aws:sqs:us-east-1:111111111111:jobs'))).toThrow(BindingError);
  expect(() => called(here, queue('B', 'arn:aws:sqs:eu-west-1:222222222222:jobs'))).not.toThrow();
});

test('Lambda polls no stream of another account', () => {
  const [here] = stacksAt('aws', HERE, HERE);
  const tableArn = 'arn:aws:dynamodb:eu-west-1:222222222222:table/people';
  const people = ManagedTable.fromTableAttributes(here, 'People', {
    tableArn,
    streamArn: `${tableArn}/stream/2026-01-01T00:00:00.000`,
  });
  expect(() => called(here, EventSource.tableStream(people))).toThrow(BindingError);
});

test.each(PLACES)('a topic has no subscriber of %s', (_, there, says) => {
  const [here, other] = stacksAt('aws', HERE, there);
  const news = new ManagedTopic(other, 'News');
  const error = refusal(() => news.subscribe(new ManagedQueue(here, 'Letters')));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.complaint.what).toContain(says);
});

test('a source of this environment is a source', () => {
  const [here, beside] = stacksAt('aws', HERE, HERE);
  const by = new GoldenPathService(here, 'Orders', { source: ServiceSource.image('public.ecr.aws/acme/orders:1') });
  expect(() => by.uses(new ManagedQueue(beside, 'Jobs'))).not.toThrow();
});
