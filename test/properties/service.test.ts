import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { Exposure } from '../../src/capabilities/service/props';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { CapabilityRegistry } from '../../src/path/capability-registry';
import { EnvironmentTier } from '../../src/path/tier';
import { arbitraryService, render, writeTemplates } from '../fixtures/arbitrary-services';
import { acceptsOrRefuses } from '../fixtures/errors';
import { serviceIn, SHARED_LISTENER } from '../fixtures/services';
import { expectSlotsComplete } from '../fixtures/slots';
import { stackOn } from '../fixtures/stacks';

const names = CapabilityRegistry.decisionNames().filter(name => name.startsWith('service.'));

test('any valid service renders: complete slots, all decisions, a template that resolves', () => {
  fc.assert(
    fc.property(arbitraryService, any => {
      const { stack, service } = render(any);
      expectSlotsComplete(service);
      expect(service.escapes).toEqual([]);
      expect(service.decisions.map(({ name }) => name)).toEqual(names);
      expect(JSON.parse(JSON.stringify(service.decisions))).toEqual(service.decisions);
      const template = Template.fromStack(stack).toJSON();
      // No two slots fell together in one logical id.
      expect(Object.keys(template.Resources)).toHaveLength(service.slots.length);
      expect(JSON.stringify(template)).not.toMatch(/\$\{Token\[|undefined|NaN|\[object Object\]/);
      expect(JSON.stringify(service.decisions)).not.toContain('${Token[');
    }),
    { numRuns: 120, seed: 20261201, endOnFailure: true },
  );
}, 30_000);

test('the same props give the same template', () => {
  fc.assert(
    fc.property(arbitraryService, any => {
      expect(Template.fromStack(render(any).stack).toJSON()).toEqual(Template.fromStack(render(any).stack).toJSON());
    }),
    { numRuns: 5, seed: 20261201, endOnFailure: true },
  );
}, 30_000);

const junk = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<any>(
      null,
      undefined,
      true,
      false,
      0,
      -1,
      0.5,
      NaN,
      Infinity,
      1e12,
      '',
      ' ',
      '/',
      '1',
      'a',
      '${x}',
      [],
      [null],
      [[]],
      [1],
      ['a'],
      {},
      { a: 1 },
      Symbol.iterator.description,
    ),
  },
  { weight: 2, arbitrary: fc.anything({ maxDepth: 2, withBigInt: false }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

describe.each([
  'owner',
  'source',
  'port',
  'healthCheckPath',
  'healthCheckCommand',
  'size',
  'architecture',
  'scaling',
  'exposure',
  'environment',
  'deployment',
  'network',
])('%s', prop => {
  test('takes or refuses anything', () => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        acceptsOrRefuses(() => {
          serviceIn(stack, { [prop]: value });
          Template.fromStack(stack);
        });
      }),
      { numRuns: 80, seed: 20261201, endOnFailure: true },
    );
  }, 30_000);
});

test.each<[string, (value: any) => any]>([
  ['scaling.minTasks', value => ({ scaling: { minTasks: value } })],
  ['scaling.maxTasks', value => ({ scaling: { maxTasks: value } })],
  ['scaling.targetCpuPercent', value => ({ scaling: { targetCpuPercent: value } })],
  ['deployment.minimumHealthyPercent', value => ({ deployment: { minimumHealthyPercent: value } })],
  ['deployment.maximumPercent', value => ({ deployment: { maximumPercent: value } })],
  ['deployment.rollbackOnAlarm', value => ({ deployment: { rollbackOnAlarm: value } })],
  ['environment.A', value => ({ environment: { A: value } })],
  ['Exposure.internal', value => ({ exposure: Exposure.internal(value) })],
  ['Exposure.publicHttps', value => ({ exposure: Exposure.publicHttps(value) })],
  [
    'Exposure.publicHttps.domainName',
    value => ({ exposure: Exposure.publicHttps({ domainName: value, hostedZoneId: 'Z1' }) }),
  ],
  [
    'Exposure.publicHttps.hostedZoneId',
    value => ({ exposure: Exposure.publicHttps({ domainName: 'a.acme.com', hostedZoneId: value }) }),
  ],
  [
    'Exposure.publicHttps.certificateArn',
    value => ({ exposure: Exposure.publicHttps({ domainName: 'a.acme.com', certificateArn: value }) }),
  ],
  [
    'Exposure.publicHttps.allowedCidrs',
    value => ({
      exposure: Exposure.publicHttps({ domainName: 'a.acme.com', hostedZoneId: 'Z1', allowedCidrs: value }),
    }),
  ],
  ['Exposure.publicHttps.redirectHttp', value => ({ exposure: Exposure.publicHttps({ redirectHttp: value }) })],
  ['Exposure.sharedLoadBalancer', value => ({ exposure: Exposure.sharedLoadBalancer(value) })],
  [
    'Exposure.sharedLoadBalancer.hostHeaders',
    value => ({
      exposure: Exposure.sharedLoadBalancer({
        listenerArn: SHARED_LISTENER,
        securityGroupId: 'sg-0',
        hostHeaders: value,
      }),
    }),
  ],
  [
    'Exposure.sharedLoadBalancer.priority',
    value => ({
      exposure: Exposure.sharedLoadBalancer({
        listenerArn: SHARED_LISTENER,
        securityGroupId: 'sg-0',
        hostHeaders: ['a.acme.com'],
        priority: value,
      }),
    }),
  ],
  ['ServiceSource.image', value => ({ source: ServiceSource.image(value) })],
  ['ServiceSource.ecrRepository', value => ({ source: ServiceSource.ecrRepository(value, '1') })],
  ['ServiceSource.ecrRepository.tag', value => ({ source: ServiceSource.ecrRepository('orders', value) })],
  ['ServiceSource.dockerfile', value => ({ source: ServiceSource.dockerfile(value) })],
  ['a side car', value => ({ sidecar: value })],
])(
  '%s takes or refuses anything',
  (_, props) => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        acceptsOrRefuses(() => {
          const { sidecar, ...its } = props(value);
          const service = serviceIn(stack, its);
          if (sidecar !== undefined) service.addSidecar(sidecar);
          Template.fromStack(stack);
        });
      }),
      { numRuns: 60, seed: 20261201, endOnFailure: true },
    );
  },
  30_000,
);

test('templates for checkers are written, the same for the same seed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  const read = (sub: string) => writeTemplates(join(folder, sub), 2, 7).map(file => readFileSync(file, 'utf8'));
  const first = read('a');
  expect(first).toHaveLength(2);
  expect(read('b')).toEqual(first);
  rmSync(folder, { recursive: true });
  expect(existsSync(folder)).toBe(false);
});
