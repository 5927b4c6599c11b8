import { functionIn, PYTHON, rendered } from './fixture';
import { decide } from '../../../src/capabilities/function/decisions';
import {
  FunctionCode,
  FunctionHttp,
  FunctionSize,
  GoldenPathFunctionProps,
  TrafficShift,
} from '../../../src/capabilities/function/props';
import { CpuArchitecture } from '../../../src/parts/fargate-task/size';
import { BUILT_IN_PATH } from '../../../src/path/decision';
import { Ledger } from '../../../src/path/ledger';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

const decided = (tier: EnvironmentTier, props: Partial<GoldenPathFunctionProps> = {}) =>
  decide(
    { owner: 'team', code: FunctionCode.node('src/signup.ts'), ...props },
    new Ledger('function', { ...BUILT_IN_PATH, tier }, 'here'),
  );
const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;

test.each<[keyof ReturnType<typeof decide>, any, any, any]>([
  ['runtime', 'nodejs24.x', 'nodejs24.x', 'nodejs24.x'],
  ['architecture', 'arm64', 'arm64', 'arm64'],
  ['memoryMib', 512, 512, 512],
  ['timeoutSeconds', 20, 20, 20],
  ['http', null, null, null],
  ['tracing', 'active', 'active', 'active'],
  ['telemetryLayer', null, null, null],
  ['minify', true, true, true],
  ['awsSdk', 'bundled', 'bundled', 'bundled'],
  ['reservedConcurrency', null, 10, 50],
  ['trafficShift', 'AllAtOnce', 'Canary10Percent5Minutes', 'Canary10Percent5Minutes'],
  ['rollbackOnAlarm', false, true, true],
  ['queueMaxConcurrency', 2, 5, 20],
  ['partialBatchResponses', true, true, true],
  ['streamRetries', 5, 5, 5],
  ['onRemoval', 'delete', 'retain', 'retain'],
  ['broughtKey', null, null, null],
  ['ownKey', false, true, true],
  ['logEncryption', 'service-key', 'own-key', 'own-key'],
  ['logLevel', 'DEBUG', 'INFO', 'INFO'],
  ['logRetentionDays', 7, 30, 365],
  ['alarms', false, true, true],
  ['alarmErrorPercent', 5, 5, 1],
])('%s is %p, %p and %p', (name, development, staging, production) => {
  expect([DEVELOPMENT, STAGING, PRODUCTION].map(tier => decided(tier)[name])).toEqual([
    development,
    staging,
    production,
  ]);
});

test.each<[Partial<GoldenPathFunctionProps>, keyof ReturnType<typeof decide>, any]>([
  [{ size: FunctionSize.LARGE }, 'memoryMib', 1769],
  [{ memoryMib: 300 }, 'memoryMib', 300],
  [{ architecture: CpuArchitecture.X86_64 }, 'architecture', 'x86_64'],
  [{ timeoutSeconds: 5 }, 'timeoutSeconds', 5],
  [{ reservedConcurrency: 200 }, 'reservedConcurrency', 200],
  [{ http: FunctionHttp.openToEveryone() }, 'http', 'open'],
  [{ deployment: { trafficShift: TrafficShift.ALL_AT_ONCE } }, 'trafficShift', 'AllAtOnce'],
  [{ code: PYTHON }, 'runtime', 'python3.14'],
  [{ code: PYTHON }, 'sourceMaps', false],
  [{ environment: { MODE: '1' } }, 'environmentVariables', ['MODE']],
])('%j is heard', (props, name, value) => {
  expect(decided(PRODUCTION, props)[name]).toEqual(value);
});

test('every tier decides the same names, each with a reason', () => {
  const names = TIERS.map(tier => functionIn(stackOn(tier), {}).decisions.map(({ name }) => name));
  expect(new Set(names.map(each => each.join())).size).toBe(1);
  for (const { because } of rendered().fn.decisions) expect(because).toMatch(/^[A-ZÀ-Þ].*\.$/);
});

test('the platform team decides otherwise by name', () => {
  const { fn, properties } = rendered({}, PRODUCTION, {
    defaults: { 'function.reservedConcurrency': null, 'function.size': 'medium' },
  });
  expect(properties('function')).toMatchObject({ MemorySize: 1024 });
  expect(properties('function').ReservedConcurrentExecutions).toBeUndefined();
  expect(fn.decisions.find(({ name }) => name === 'function.size')).toMatchObject({
    decidedBy: 'platform team',
    pathDefault: 'small',
  });
});
