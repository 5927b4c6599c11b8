import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../src/capabilities/database/props';
import { Network } from '../../src/capabilities/network/aws';
import { CapabilityConstruct } from '../../src/engines/aws/capability-construct';
import { CapabilityRegistry } from '../../src/path/capability-registry';
import { EnvironmentTier } from '../../src/path/tier';
import { arbitraryDatabase, arbitraryNetwork } from '../fixtures/arbitrary-data';
import { acceptsOrRefuses } from '../fixtures/errors';
import { expectSlotsComplete } from '../fixtures/slots';
import { stackOn } from '../fixtures/stacks';

const OPTIONS = { numRuns: 60, seed: 20261201, endOnFailure: true };

function holds(construct: CapabilityConstruct): void {
  expectSlotsComplete(construct);
  expect(construct.escapes).toEqual([]);
  const prefix = `${construct.capability.id}.`;
  expect(construct.decisions.map(({ name }) => name)).toEqual(
    CapabilityRegistry.decisionNames().filter(name => name.startsWith(prefix)),
  );
  expect(JSON.parse(JSON.stringify(construct.decisions))).toEqual(construct.decisions);
  const template = JSON.stringify(Template.fromStack(construct.node.scope as any).toJSON());
  expect(template).not.toMatch(/\$\{Token\[|undefined|NaN|\[object Object\]/);
}

test('any valid database renders: complete slots, all decisions, a template that resolves', () => {
  fc.assert(
    fc.property(arbitraryDatabase, ({ tier, props }) => holds(new ManagedDatabase(stackOn(tier), 'Db', props))),
    OPTIONS,
  );
}, 60_000);

test('any valid network renders: complete slots, all decisions, a template that resolves', () => {
  fc.assert(
    fc.property(arbitraryNetwork, ({ tier, props }) => holds(new Network(stackOn(tier), 'Network', props))),
    OPTIONS,
  );
}, 60_000);

const junk = fc.oneof(
  fc.constantFrom<any>(null, true, 0, -1, 0.5, NaN, Infinity, '', ' ', '/', '1', '${x}', [], [null], {}, { a: 1 }),
  fc.anything({ maxDepth: 2, withBigInt: false }),
);

test.each([
  'engine',
  'deployment',
  'size',
  'databaseName',
  'readers',
  'backupRetentionDays',
  'multiAz',
  'extendedSupport',
  'network',
  'owner',
])(
  'a database takes or refuses any %s',
  prop => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        acceptsOrRefuses(() => {
          new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres(), [prop]: value } as any);
          Template.fromStack(stack);
        });
      }),
      OPTIONS,
    );
  },
  60_000,
);

test.each([
  'cidrBlock',
  'maxZones',
  'availabilityZones',
  'natGateways',
  'publicSubnets',
  'interfaceEndpoints',
  'publishTo',
  'owner',
])(
  'a network takes or refuses any %s',
  prop => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        acceptsOrRefuses(() => {
          new Network(stack, 'Network', { [prop]: value } as any);
          Template.fromStack(stack);
        });
      }),
      OPTIONS,
    );
  },
  60_000,
);
