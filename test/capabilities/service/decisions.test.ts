import { decide } from '../../../src/capabilities/service/decisions';
import { ExposureKind } from '../../../src/capabilities/service/exposure';
import { Exposure, GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { samples } from '../../../src/capabilities/service/samples';
import { ServiceSize } from '../../../src/parts/fargate-task/size';
import { CapabilityRegistry } from '../../../src/path/capability-registry';
import { BUILT_IN_PATH, DecidedBy, PathSettings } from '../../../src/path/decision';
import { Ledger } from '../../../src/path/ledger';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { EXPOSURES } from '../../fixtures/services';

const TYPICAL = propsOf(samples.typical, NOWHERE);

function decided(props: Partial<GoldenPathServiceProps> = {}, path: Partial<PathSettings> = {}) {
  const ledger = new Ledger('service', { ...BUILT_IN_PATH, ...path }, 'Shop/Orders');
  return { choices: decide({ ...TYPICAL, ...props }, ledger), decisions: ledger.decisions };
}

test.each<[string, any, any, any]>([
  ['size', 'xsmall', 'small', 'small'],
  ['cpuUnits', 256, 512, 512],
  ['memoryMib', 512, 1024, 1024],
  ['architecture', 'arm64', 'arm64', 'arm64'],
  ['port', 8080, 8080, 8080],
  ['healthCheckPath', '/health', '/health', '/health'],
  ['exposure', 'internal', 'internal', 'internal'],
  ['execEnabled', false, false, false],
  ['readonlyRootFilesystem', true, true, true],
  ['dropCapabilities', true, true, true],
  ['initProcess', true, true, true],
  ['stopTimeoutSeconds', 30, 30, 30],
  ['healthCheckSuccesses', 2, 2, 2],
  ['healthCheckCodes', '200', '200', '200'],
  ['drainSeconds', 30, 30, 30],
  ['minTasks', 1, 2, 3],
  ['maxTasks', 2, 6, 30],
  ['minimumHealthyPercent', 100, 100, 100],
  ['maximumPercent', 200, 200, 200],
  ['circuitBreaker', true, true, true],
  ['rollbackOnFailure', true, true, true],
  ['rollbackOnAlarm', false, true, true],
  ['zoneRebalancing', true, true, true],
  ['tls', 'none', 'none', 'none'],
  ['redirectHttp', false, false, false],
  ['loadBalancerDeletionProtection', false, false, true],
  ['accessLogs', false, true, true],
  ['accessLogVersionDays', 1, 1, 1],
  ['accessLogUploadDays', 7, 7, 7],
  ['webApplicationFirewall', false, false, false],
  ['firewallCounted', ...Array(3).fill(['AWSManagedRulesCommonRuleSet/SizeRestrictions_BODY'])] as any,
  ['firewallLogs', false, false, true],
  ['containerInsights', 'disabled', 'enabled', 'enabled'],
  ['logRetentionDays', 7, 30, 365],
  ['logsKeptOnDeletion', false, false, true],
  ['logEncryption', 'service-key', 'own-key', 'own-key'],
  ['dashboard', true, true, true],
  ['alarms', false, true, true],
  ['alarmUserMinutes', 5, 5, 5],
  ['alarmTaskMinutes', 10, 10, 10],
  ['alarmServerErrorPercent', 5, 5, 1],
])('%s: %p in development, %p in staging, %p in production', (name, ...byTier) => {
  TIERS.forEach((tier, i) => expect((decided({}, { tier }).choices as any)[name]).toEqual(byTier[i]));
});

test.each<[string, string, boolean[]]>([
  ['internal', 'none', [false, false, false]],
  ['internal with a domain', 'load-balancer', [false, false, false]],
  ['public without a domain', 'http-api', [false, true, true]],
  ['public with a domain', 'load-balancer', [false, true, true]],
  ['shared', 'shared', [false, false, false]],
])('%s: TLS by %s, and the firewall by tier', (exposure, tls, firewall) => {
  TIERS.forEach((tier, i) =>
    expect(decided({ exposure: EXPOSURES[exposure]() }, { tier }).choices).toMatchObject({
      tls,
      webApplicationFirewall: firewall[i],
    }),
  );
});

test.each(Object.values(ServiceSize))('size %s is a pair that Fargate sells', size => {
  const { cpuUnits, memoryMib } = decided({ size }).choices;
  const sold: { [cpu: number]: [number, number] } = {
    256: [512, 2048],
    512: [1024, 4096],
    1024: [2048, 8192],
    2048: [4096, 16384],
    4096: [8192, 30720],
  };
  expect(memoryMib).toBeGreaterThanOrEqual(sold[cpuUnits][0]);
  expect(memoryMib).toBeLessThanOrEqual(sold[cpuUnits][1]);
});

test.each<[string, Partial<GoldenPathServiceProps>, any]>([
  ['size', { size: ServiceSize.LARGE }, 'large'],
  ['port', { port: 3000 }, 3000],
  ['healthCheckPath', { healthCheckPath: '/up?deep=1' }, '/up?deep=1'],
  ['healthCheckCommand', { healthCheckCommand: [] }, []],
  ['exposure', { exposure: Exposure.publicHttps() }, 'public'],
  ['minTasks', { scaling: { minTasks: 5 } }, 5],
  ['maxTasks', { scaling: { maxTasks: 50 } }, 50],
  ['targetCpuPercent', { scaling: { targetCpuPercent: 40 } }, 40],
  ['targetRequestsPerTask', { scaling: { targetRequestsPerTask: 10 } }, 10],
  ['minimumHealthyPercent', { deployment: { minimumHealthyPercent: 50 } }, 50],
  ['maximumPercent', { deployment: { maximumPercent: 150 } }, 150],
  ['rollbackOnAlarm', { deployment: { rollbackOnAlarm: false } }, false],
  ['domainName', { exposure: Exposure.internal({ domainName: 'a.acme.com', hostedZoneId: 'Z1' }) }, 'a.acme.com'],
  ['redirectHttp', { exposure: Exposure.publicHttps({ domainName: 'a.acme.com', redirectHttp: true }) }, true],
  [
    'allowedCidrs',
    { exposure: Exposure.publicHttps({ domainName: 'a.acme.com', allowedCidrs: ['10.0.0.0/8'] }) },
    ['10.0.0.0/8'],
  ],
  ['environmentVariables', { environment: { A: 'secret?' } }, ['A']],
])('the app team decides %s, on the record', (name, props, value) => {
  expect(decided(props).decisions).toContainEqual(
    expect.objectContaining({ name: `service.${name}`, value, decidedBy: DecidedBy.APP_TEAM }),
  );
});

describe('the bounds of scaling', () => {
  test.each(TIERS)('one bound is enough, in %s too', tier => {
    expect(decided({ scaling: { minTasks: 100 } }, { tier }).choices).toMatchObject({ minTasks: 100, maxTasks: 100 });
    expect(decided({ scaling: { maxTasks: 1 } }, { tier }).choices).toMatchObject({ minTasks: 1, maxTasks: 1 });
  });
});

test("a probe of one's own is kept, the built-in one asks the port and the path", () => {
  expect(decided({ port: 3000, healthCheckPath: '/up' }).choices.healthCheckCommand!.join(' ')).toContain(
    "'http://127.0.0.1:3000/up'",
  );
  expect(decided({ healthCheckCommand: ['/probe'] }).choices.healthCheckCommand).toEqual(['/probe']);
});

test('zones are evened out only where a task may start before another one stops', () => {
  expect(decided({ deployment: { maximumPercent: 100, minimumHealthyPercent: 0 } }).choices.zoneRebalancing).toBe(
    false,
  );
});

test.each<[string, any]>([
  ['service.healthCheckCodes', '500'],
  ['service.healthCheckCodes', '200 204'],
  ['service.healthCheckSuccesses', 1],
  ['service.alarmUserMinutes', 0],
  ['service.accessLogVersionDays', 0],
])('%s cannot be %p', (name, value) => {
  expect(() => decided({}, { defaults: { [name]: value } })).toThrow(`${name} is ${JSON.stringify(value)}`);
});

test('a shell in a task and a read-only root file system do not go together', () => {
  expect(decided({}, { defaults: { 'service.execEnabled': true } }).choices).toMatchObject({
    execEnabled: true,
    readonlyRootFilesystem: false,
  });
});

test('no default names a domain: it would be the same for all services', () => {
  expect(decided({}, { defaults: { 'service.domainName': 'all.acme.com' } }).choices.domainName).toBeNull();
});

test('whatever the props and the tier, the same decisions are made, with a reason, as JSON', () => {
  const names = CapabilityRegistry.decisionNames().filter(name => name.startsWith('service.'));
  for (const tier of [...TIERS, EnvironmentTier.PRODUCTION]) {
    for (const exposure of Object.values(EXPOSURES)) {
      const { decisions } = decided(
        { exposure: exposure(), size: ServiceSize.XLARGE, environment: { A: 'b' } },
        { tier },
      );
      expect(decisions.map(({ name }) => name)).toEqual(names);
      expect(JSON.parse(JSON.stringify(decisions))).toEqual(decisions);
      for (const { because } of decisions) expect(because).toMatch(/\S.*\.$/);
    }
  }
});

test('exposure kinds are words of no engine', () => {
  expect(Object.values(ExposureKind)).toEqual(['internal', 'public', 'shared']);
});
