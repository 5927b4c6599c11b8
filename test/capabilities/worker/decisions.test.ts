import { QUEUE_ARN } from './fixture';
import { BindingEvents, BindingRequest, EventSourceKind, IBindable } from '../../../src/binding/binding';
import { decide } from '../../../src/capabilities/worker/decisions';
import { GoldenPathWorkerProps } from '../../../src/capabilities/worker/props';
import { samples } from '../../../src/capabilities/worker/samples';
import { ServiceSize } from '../../../src/parts/fargate-task/size';
import { CapabilityRegistry } from '../../../src/path/capability-registry';
import { BUILT_IN_PATH, DecidedBy, PathSettings } from '../../../src/path/decision';
import { Ledger } from '../../../src/path/ledger';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { TIERS } from '../../../src/path/tier';

const queue = (visibilityTimeoutSeconds?: number): BindingEvents => ({
  kind: EventSourceKind.QUEUE,
  arn: QUEUE_ARN,
  name: 'orders',
  visibilityTimeoutSeconds,
});

const TYPICAL = propsOf(samples.typical, NOWHERE);

function decided(props: Partial<GoldenPathWorkerProps> = {}, path: Partial<PathSettings> = {}, known = queue(180)) {
  const ledger = new Ledger('worker', { ...BUILT_IN_PATH, ...path }, 'Shop/Worker');
  const bindable = { bind: () => ({ events: known }) } as unknown as IBindable;
  return { choices: decide({ ...TYPICAL, queue: bindable, ...props }, ledger), decisions: ledger.decisions };
}

test.each<[string, any, any, any]>([
  ['size', 'xsmall', 'small', 'small'],
  ['architecture', 'arm64', 'arm64', 'arm64'],
  ['execEnabled', false, false, false],
  ['readonlyRootFilesystem', true, true, true],
  ['stopTimeoutSeconds', 120, 120, 120],
  ['visibilityMarginSeconds', 10, 10, 10],
  ['healthCheckCommand', null, null, null],
  ['minTasks', 0, 0, 2],
  ['maxTasks', 2, 6, 30],
  ['targetBacklogPerTask', 10, 10, 10],
  ['acceptableLatencySeconds', 300, 300, 300],
  ['latencyStepPercent', 100, 100, 100],
  ['wakeTasks', 1, 1, 1],
  ['scaleInCooldownSeconds', 300, 300, 300],
  ['scaleOutCooldownSeconds', 60, 60, 60],
  ['spotPercent', 100, 100, 50],
  ['onDemandTasks', 0, 0, 2],
  ['circuitBreaker', true, true, true],
  ['rollbackOnFailure', true, true, true],
  ['rollbackOnAlarm', false, true, true],
  ['containerInsights', 'disabled', 'enabled', 'enabled'],
  ['logRetentionDays', 7, 30, 365],
  ['logEncryption', 'service-key', 'own-key', 'own-key'],
  ['alarms', false, true, true],
  ['alarmStalledMinutes', 10, 10, 10],
  ['alarmLatencySeconds', 900, 900, 900],
])('%s: %p in development, %p in staging, %p in production', (name, ...byTier) => {
  TIERS.forEach((tier, i) => expect((decided({}, { tier }).choices as any)[name]).toEqual(byTier[i]));
});

test.each<[string, Partial<GoldenPathWorkerProps>, any]>([
  ['size', { size: ServiceSize.LARGE }, 'large'],
  ['stopTimeoutSeconds', { stopTimeoutSeconds: 15 }, 15],
  ['healthCheckCommand', { healthCheckCommand: ['/probe'] }, ['/probe']],
  ['minTasks', { scaling: { minTasks: 1 } }, 1],
  ['maxTasks', { scaling: { maxTasks: 50 } }, 50],
  ['targetBacklogPerTask', { scaling: { targetBacklogPerTask: 0.5 } }, 0.5],
  ['acceptableLatencySeconds', { scaling: { acceptableLatencySeconds: 20 } }, 20],
  ['rollbackOnAlarm', { deployment: { rollbackOnAlarm: false } }, false],
  ['environmentVariables', { environment: { A: 'secret?' } }, ['A']],
])('the app team decides %s, on the record', (name, props, value) => {
  expect(decided(props).decisions).toContainEqual(
    expect.objectContaining({ name: `worker.${name}`, value, decidedBy: DecidedBy.APP_TEAM }),
  );
});

test.each(TIERS)('one bound of scaling is enough, in %s too', tier => {
  expect(decided({ scaling: { minTasks: 100 } }, { tier }).choices).toMatchObject({ minTasks: 100, maxTasks: 100 });
  expect(decided({ scaling: { maxTasks: 1 } }, { tier }).choices.maxTasks).toBe(1);
  expect(decided({ scaling: { maxTasks: 1 } }, { tier }).choices.minTasks).toBeLessThanOrEqual(1);
});

describe('the time to stop', () => {
  test.each<[number | undefined, number]>([
    [undefined, 120],
    [43_200, 120],
    [130, 120],
    [129, 119],
    [30, 20],
    [11, 2],
    [5, 2],
  ])('where the queue hides messages for %p s, %p s', (hidden, stop) => {
    expect(decided({}, {}, queue(hidden)).choices.stopTimeoutSeconds).toBe(stop);
  });
  test('is what the team or the platform say, before that', () => {
    expect(decided({ stopTimeoutSeconds: 90 }, {}, queue(60)).choices.stopTimeoutSeconds).toBe(90);
    expect(decided({}, { defaults: { 'worker.stopTimeoutSeconds': 20 } }).choices.stopTimeoutSeconds).toBe(20);
    expect(decided({}, { defaults: { 'worker.visibilityMarginSeconds': 100 } }).choices.stopTimeoutSeconds).toBe(80);
  });
});

test.each<[number | undefined, number]>([
  [undefined, 10],
  [30, 10],
  [900, 20],
  [43_200, 60],
])('work of up to %p s on a message is stalled after %p minutes', (hidden, minutes) => {
  expect(decided({}, {}, queue(hidden)).choices.alarmStalledMinutes).toBe(minutes);
});

test('what is acceptable says when somebody is woken, and what always runs is on demand', () => {
  expect(decided({ scaling: { acceptableLatencySeconds: 20, minTasks: 5 } }).choices).toMatchObject({
    alarmLatencySeconds: 60,
    onDemandTasks: 5,
  });
});

test.each<[string, any]>([
  ['worker.spotPercent', 101],
  ['worker.stopTimeoutSeconds', 121],
  ['worker.wakeTasks', 0],
  ['worker.targetBacklogPerTask', 0],
  ['worker.acceptableLatencySeconds', 0.5],
  ['worker.minTasks', -1],
])('%s cannot be %p', (name, value) => {
  expect(() => decided({}, { defaults: { [name]: value } })).toThrow(`${name} is ${JSON.stringify(value)}`);
});

test('whatever the props and the tier, the same decisions are made, with a reason, as JSON', () => {
  const names = CapabilityRegistry.decisionNames().filter(name => name.startsWith('worker.'));
  for (const tier of TIERS) {
    for (const props of [{}, { scaling: { minTasks: 3 }, healthCheckCommand: [], environment: { A: 'b' } }]) {
      const { decisions } = decided(props, { tier });
      expect(decisions.map(({ name }) => name)).toEqual(names);
      expect(JSON.parse(JSON.stringify(decisions))).toEqual(decisions);
      for (const { because } of decisions) expect(because).toMatch(/\S.*\.$/);
    }
  }
});

test('the queue is asked for messages to take, in the name of the worker', () => {
  const requests: BindingRequest[] = [];
  const bind = (request: BindingRequest) => {
    requests.push(request);
    return { events: queue(30) };
  };
  expect(decided({ queue: { bind } as unknown as IBindable }).choices.events).toEqual(queue(30));
  expect(requests).toMatchObject([{ access: 'consume', consumer: 'Shop/Worker' }]);
});

test('of a queue that is not made yet, nothing is known', () => {
  const ledger = new Ledger('worker', BUILT_IN_PATH, 'Shop/Worker');
  expect(decide(TYPICAL, ledger)).toMatchObject({ events: undefined, stopTimeoutSeconds: 120 });
});
