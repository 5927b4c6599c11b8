import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { TerraformResource } from 'cdktf';
import { BUCKET, functionIn, Props, PYTHON, QUEUE, Stub } from './fixture';
import { BindingEvents } from '../../../src/binding/binding';
import { GoldenPathFunction } from '../../../src/capabilities/function/aws';
import { EventSource, FunctionHttp, FunctionSize } from '../../../src/capabilities/function/props';
import { GoldenPathFunction as TerraformFunction } from '../../../src/capabilities/function/terraform';
import { GoldenPath } from '../../../src/path/golden-path';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const fresh = () => stackOn(undefined, {}, new App());
const queue =
  (more: Partial<BindingEvents> = {}) =>
  (scope: any) =>
    new Stub(scope, 'Signups', { ...QUEUE, ...more });

test.each<[string, Props | any, RegExp]>([
  ['no code', { code: undefined }, /code is missing/],
  ['code of another kind', { code: 'src/signup.ts' }, /code is not a FunctionCode/],
  ['an owner that is no tag', { owner: 'a|b' }, /owner is "a\|b"/],
  ['http of another kind', { http: 'iam' }, /http is not a FunctionHttp/],
  ['events that are no list', { events: EventSource.schedule('rate(1 day)') }, /^events is .*schedule/],
  ['an event of another kind', { events: ['rate(1 day)'] }, /events is not a list/],
  [
    'two schedules without a name',
    { events: [EventSource.schedule('rate(1 day)'), EventSource.schedule('rate(2 days)')] },
    /have no name/,
  ],
  [
    'two schedules of one name',
    {
      events: [EventSource.schedule('rate(1 day)', { name: 'a' }), EventSource.schedule('rate(2 days)', { name: 'A' })],
    },
    /are called 'a'/,
  ],
  ['both sizes', { size: FunctionSize.LARGE, memoryMib: 512 }, /Both size and memoryMib/],
  ['too little memory', { memoryMib: 64 }, /function.memoryMib is 64/],
  ['an unknown size', { size: 'huge' }, /^size is "huge"/],
  ['no time', { timeoutSeconds: 0 }, /function.timeoutSeconds is 0/],
  ['too much time behind HTTP', { timeoutSeconds: 31, http: FunctionHttp.iam() }, /waits 30 seconds/],
  ['a broken reservation', { reservedConcurrency: -1 }, /reservedConcurrency is -1/],
  ['an unknown shift', { deployment: { trafficShift: 'Slow' } }, /^deployment.trafficShift is "Slow"/],
  ['a rollback that is no answer', { deployment: { rollbackOnAlarm: 'yes' } }, /^deployment.rollbackOnAlarm is "yes"/],
  ['a variable that cannot be one', { environment: { 'a-b': 'x' } }, /environment has 'a-b'/],
  ['a variable of Lambda', { environment: { AWS_REGION: 'x' } }, /Lambda's own/],
  ['a network that is none', { network: 'vpc-1' }, /network is not a Network/],
  [
    'a batch that is none',
    (scope: any) => ({ events: [EventSource.queue(queue()(scope), { batchSize: 0 })] }),
    /queueBatchSize is 0/,
  ],
  [
    'one call at a time',
    (scope: any) => ({ events: [EventSource.queue(queue()(scope), { maxConcurrency: 1 })] }),
    /queueMaxConcurrency is 1/,
  ],
  [
    'more calls than can run',
    (scope: any) => ({ reservedConcurrency: 5, events: [EventSource.queue(queue()(scope))] }),
    /may call 20 times at once/,
  ],
  [
    'a batch that takes waiting',
    (scope: any) => ({ events: [EventSource.queue(queue()(scope), { batchSize: 11 })] }),
    /have to be waited for/,
  ],
  [
    'a large batch of a FIFO queue',
    (scope: any) => ({ events: [EventSource.queue(queue({ fifo: true })(scope), { batchSize: 11 })] }),
    /is a FIFO queue/,
  ],
  [
    'a queue that hides too shortly',
    (scope: any) => ({ events: [EventSource.queue(queue({ visibilityTimeoutSeconds: 19 })(scope))] }),
    /come again while it is worked on/,
  ],
  [
    'a bucket as a queue',
    (scope: any) => ({ events: [EventSource.queue(new Stub(scope, 'Photos', BUCKET))] }),
    /is no queue, but a bucket/,
  ],
  [
    'something without events',
    (scope: any) => ({ events: [EventSource.bucket(new Stub(scope, 'Photos', undefined))] }),
    /is no bucket/,
  ],
])('%s is refused on both engines, and nothing is half-made', (_, props, what) => {
  const stack = fresh();
  const { complaint } = refusal(() => functionIn(stack, props));
  expect(`${complaint.what}`).toMatch(what);
  expect(complaint.hint).toMatch(/\S/);
  expect(complaint.where).toBe('Shop/Signup');
  expect(stack.node.tryFindChild('Signup')).toBeUndefined();
  expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  const other = terraformStackOn();
  expect(
    refusal(
      () =>
        new TerraformFunction(other, 'Signup', {
          owner: 'team',
          code: PYTHON,
          ...(typeof props === 'function' ? props(other) : props),
        }),
    ).complaint.what,
  ).toBe(complaint.what);
  expect(other.node.tryFindChild('Signup')).toBeUndefined();
  expect(other.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
});

test.each<[string, any, RegExp, string]>([
  ['null', null, /^The props are null/, 'code'],
  ['a text', 'signup', /^The props are "signup"/, 'code'],
  ['a misspelt prop', { code: PYTHON, timeoutSecond: 5 }, /^'timeoutSecond' is not a name/, "'timeoutSeconds'"],
  [
    'a misspelt nested prop',
    { code: PYTHON, deployment: { trafficshift: 'AllAtOnce' } },
    /^'trafficshift' is not a name in deployment/,
    "'trafficShift'",
  ],
])('%s is refused on both engines, and the id can be used again', (_, props, what, hint) => {
  const [stack, other] = [fresh(), terraformStackOn()];
  for (const make of [
    () => new GoldenPathFunction(stack, 'Signup', props),
    () => new TerraformFunction(other, 'Signup', props),
  ]) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint).toMatchObject({ what: expect.stringMatching(what), hint: expect.stringContaining(hint) });
  }
  expect(functionIn(stack).node.path).toBe('Shop/Signup');
  expect(new TerraformFunction(other, 'Signup', { owner: 'team', code: PYTHON }).node.path).toBe('Shop/Signup');
});

test('what is only found out while it is made leaves the tree as it was, and the id can be used again', () => {
  const stack = fresh();
  const signups = queue({ visibilityTimeoutSeconds: 19 })(stack);
  const before = stack.node.findAll().map(({ node }) => node.path);
  expect(() => functionIn(stack, { events: [EventSource.queue(signups)] })).toThrow(/come again/);
  expect(stack.node.findAll().map(({ node }) => node.path)).toEqual(before);
  expect(functionIn(stack, { timeoutSeconds: 3, events: [EventSource.queue(signups)] }).slots).toContain(
    'signupsEventSource',
  );
});

test('what is known before joins nothing: a resource is not even asked', () => {
  const stack = fresh();
  const signups = queue()(stack);
  expect(() => functionIn(stack, { reservedConcurrency: 5, events: [EventSource.queue(signups)] })).toThrow(
    /may call 20 times at once/,
  );
  expect(signups.requests).toEqual([]);
});

test('nobody owns it', () => {
  const stack = new Stack(new App(), 'Alone');
  expect(refusal(() => functionIn(stack, { owner: undefined })).complaint.what).toBe('Nobody owns this function.');
  expect(GoldenPath.of(stack)).toBeUndefined();
});

test.each<[string, () => EventSource, RegExp]>([
  ['a plain L2', () => EventSource.bucket(new s3.Bucket(fresh(), 'Bucket') as any), /not of the golden path/],
  ['nothing', () => EventSource.queue(undefined as any), /not of the golden path/],
  ['a wrong rate', () => EventSource.schedule('every day'), /The schedule is "every day"/],
  ['five fields', () => EventSource.schedule('cron(0 3 * * ?)'), /The schedule is/],
  ['a name with a space', () => EventSource.schedule('rate(1 day)', { name: 'a b' }), /name of a schedule/],
  ['filters that are none', () => EventSource.queue(queue()(fresh()), { filters: ['x'] }), /filters is/],
  ['options that are none', () => EventSource.queue(queue()(fresh()), 'x' as any), /^options is "x"/],
  [
    'a misspelt option of a queue',
    () => EventSource.queue(queue()(fresh()), { batchsize: 5 } as any),
    /^'batchsize' is not a name in options/,
  ],
  [
    'an option of a queue for a table',
    () => EventSource.tableStream(queue()(fresh()), { maxConcurrency: 5 } as any),
    /^'maxConcurrency' is not a name in options/,
  ],
  [
    'an option of another kind',
    () => EventSource.bucket(queue()(fresh()), { prefix: 3 } as any),
    /^options.prefix is 3/,
  ],
  [
    'a misspelt option of a schedule',
    () => EventSource.schedule('rate(1 day)', { timezone: 'UTC' } as any),
    /^'timezone' is not a name in options/,
  ],
])('%s calls no function', (_, make, what) => {
  expect(refusal(make).complaint.what).toMatch(what);
});

test.each([
  [{}, /issuer/],
  [{ issuer: 'http://a.b', audience: ['c'] }, /issuer/],
  [{ issuer: 'https://a.b', audience: [] }, /audience/],
  [undefined, /issuer/],
  ['x', /^options is "x"/],
  [{ issuer: 'https://a.b', audience: ['c'], audiences: ['d'] }, /^'audiences' is not a name in options/],
])('tokens of %j are refused', (options, what) => {
  expect(refusal(() => FunctionHttp.jwt(options as any)).complaint.what).toMatch(what);
});

test.each([
  [120, false],
  [119, true],
  [20, true],
  [undefined, false],
])('a queue that hides messages for %p s warns: %p', (visibilityTimeoutSeconds, warns) => {
  const stack = fresh();
  functionIn(stack, scope => ({ events: [EventSource.queue(queue({ visibilityTimeoutSeconds })(scope))] }));
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('Let it be 120'))).toHaveLength(
    warns ? 1 : 0,
  );
});
