import { sampleNames, Workbench, workbench } from './engines';
import { capabilityIds, Engine, loadCapability } from '../../projenrc/capabilities';
import { Access } from '../../src/binding/binding';
import { BindingError } from '../../src/support/errors';
import { jsonencoded } from '../fixtures/jsonencoded';
import { expectSlotsComplete } from '../fixtures/slots';
import { expectTerraformSlots, slotsIn } from '../fixtures/terraform';

const ENGINES: Engine[] = ['aws', 'terraform'];
/** Whoever runs a program can use others. */
const CONSUMERS = capabilityIds().filter(id => loadCapability(id).definition.needsOwner);
const PRODUCERS = capabilityIds().filter(id => loadCapability(id).samples.accesses);

/** The actions that stand on `*`, because AWS knows no resource for them. */
const ON_EVERYTHING = /^(ecr:GetAuthorizationToken|ssmmessages:\w+|ec2:\w+|xray:\w+|lambda:GetEventSourceMapping)$/;

const CASES = CONSUMERS.flatMap(consumer =>
  PRODUCERS.flatMap(producer =>
    ENGINES.flatMap(engine =>
      loadCapability(producer).samples.accesses!.map(access => [consumer, producer, access, engine] as const),
    ),
  ),
);

/** A consumer and something that it may use, not joined yet. */
function apart(consumer: string, producer: string, engine: Engine) {
  const bench = workbench(engine);
  return { bench, by: bench.make(consumer, 'typical', 'Consumer'), of: bench.make(producer, 'typical', 'Producer') };
}

/** What is written in each slot of a construct. */
function written(bench: Workbench, construct: any): { [slot: string]: any } {
  const document = bench.written();
  if (bench.engine === 'terraform') return slotsIn(document, construct);
  const idOf = (slot: string) => bench.stack.resolve(construct.resource(slot).logicalId);
  return Object.fromEntries(construct.slots.map((slot: string) => [slot, document.Resources[idOf(slot)]]));
}

/** The statements of every policy in what was written. */
function statementsIn(slots: { [slot: string]: any }): any[] {
  const documents = Object.values(slots).map(block => block.Properties?.PolicyDocument ?? jsonencoded(block.policy));
  return documents.flatMap(document => (Array.isArray(document?.Statement) ? document.Statement : []));
}

test('there are consumers, and there is something to use', () => {
  expect(CONSUMERS.length).toBeGreaterThan(0);
  expect(PRODUCERS.length).toBeGreaterThan(0);
});

describe.each(CASES)('%s uses %s to %s, on %s', (consumer, producer, access, engine) => {
  test('gets what it asked for, in its own slots; what it uses stays as it was', () => {
    const before = apart(consumer, producer, engine);
    const [consumerBefore, producerBefore] = [written(before.bench, before.by), written(before.bench, before.of)];

    const { bench, by, of } = apart(consumer, producer, engine);
    expect(by.uses(of, access)).toBe(by);
    const [consumerAfter, producerAfter] = [written(bench, by), written(bench, of)];
    expect(producerAfter).toEqual(producerBefore);
    expect(consumerAfter).not.toEqual(consumerBefore);
    if (engine === 'aws') expectSlotsComplete(by);
    else expectTerraformSlots(by);
    expect(by.escapes).toEqual([]);
    expect(of.escapes).toEqual([]);
    expect(by._uses.map((use: any) => use.resource)).toContain(of.node.path);
  });

  test('its permissions name resources', () => {
    const { bench, by, of } = apart(consumer, producer, engine);
    by.uses(of, access);
    for (const { Effect, Principal, Action, Resource } of statementsIn(written(bench, by))) {
      // A statement with a principal is of a resource's own policy, and speaks of that resource alone.
      if (Effect !== 'Allow' || Principal !== undefined || Resource === undefined || ![Resource].flat().includes('*')) {
        continue;
      }
      expect([Action].flat().filter((action: string) => !ON_EVERYTHING.test(action))).toEqual([]);
    }
  });

  test('twice is once', () => {
    const [once, twice] = [apart(consumer, producer, engine), apart(consumer, producer, engine)];
    once.by.uses(once.of, access);
    twice.by.uses(twice.of, access).uses(twice.of, access);
    expect(twice.bench.written()).toEqual(once.bench.written());
  });
});

describe.each(PRODUCERS.flatMap(producer => ENGINES.map(engine => [producer, engine] as const)))(
  '%s on %s',
  (producer, engine) => {
    const { accesses } = loadCapability(producer).samples;

    test('refuses every access that it does not have', () => {
      const refused = Object.values(Access).filter(access => !accesses!.includes(access));
      for (const access of refused) {
        const { by, of } = apart(CONSUMERS[0], producer, engine);
        expect(() => by.uses(of, access)).toThrow(BindingError);
      }
    });

    test.each(['readonly', 'READ', 'constructor', 'toString', '', ' ', 7, true, [], ['read'], {}])(
      'refuses %p, which is no access: it would be taken for the most',
      access => {
        const { by, of } = apart(CONSUMERS[0], producer, engine);
        expect(() => by.uses(of, access)).toThrow(BindingError);
        expect(by._uses).toEqual([]);
      },
    );

    test.each(sampleNames(producer))('the sample %s can be used by default, unless it says otherwise', sample => {
      const bench = workbench(engine);
      const of = bench.make(producer, sample, 'Producer');
      const by = bench.make(CONSUMERS[0], 'typical', 'Consumer');
      const isRefused = loadCapability(producer).samples.notUsed?.includes(sample);
      if (isRefused) expect(() => by.uses(of)).toThrow(BindingError);
      else expect(() => by.uses(of)).not.toThrow();
    });
  },
);
