import * as fc from 'fast-check';
import { workbench } from './engines';
import { capabilityIds, Engine, loadCapability, renderingOf, surroundingsIn } from '../../projenrc/capabilities';
import { propsOf } from '../../src/path/sample';
import { InvalidInputError } from '../../src/support/errors';
import { STRUCTS } from '../../src/support/structs.generated';
import { acceptsOrRefuses, refusal } from '../fixtures/errors';
import { junk, OPTIONS } from '../properties/invariants';

const ENGINES: Engine[] = ['aws', 'terraform'];
const CASES = capabilityIds().flatMap(capability => ENGINES.map(engine => [capability, engine] as const));

/** A capability on an engine, with the props of a sample and what is left of the tree. */
function target(capability: string, engine: Engine) {
  const { definition, samples } = loadCapability(capability);
  const bench = workbench(engine);
  const { root } = bench.stack.node;
  const around = surroundingsIn(engine, bench.stack, root.node.tryFindChild('StubNetwork'));
  const typical: any = propsOf(samples.typical, around);
  const everything: any = propsOf(samples.everything, around);
  const Class = renderingOf(capability, engine);
  return {
    names: STRUCTS[definition.struct],
    typical,
    everything,
    make: (props: any, id = 'It') => new Class(bench.stack, id, props),
    paths: () => root.node.findAll().map(({ node }: any) => node.path),
    written: () => JSON.stringify(bench.written()),
  };
}

describe.each(CASES)('%s on %s', (capability, engine) => {
  test.each([
    ['null', null],
    ['a text', 'fifo'],
    ['a number', 7],
    ['a list', []],
    ['a function', () => ({})],
  ])('props that are %s are refused, and nothing is left of it', (_, props) => {
    const { make, paths, typical } = target(capability, engine);
    const before = paths();
    expect(refusal(() => make(props))).toBeInstanceOf(InvalidInputError);
    expect(paths()).toEqual(before);
    expect(make(typical).node.id).toBe('It');
  });

  test('a misspelt prop is refused, with the nearest name', () => {
    const { names, make, paths, written, typical } = target(capability, engine);
    const before = paths();
    for (const name of Object.keys(names)) {
      const misspelt = `${name}s`;
      if (misspelt in names) continue;
      const { complaint } = refusal(() => make({ ...typical, [misspelt]: 1 }));
      expect(complaint).toMatchObject({ where: 'Shop/It', hint: expect.stringContaining(`Did you mean '${name}'?`) });
    }
    expect(paths()).toEqual(before);
    expect(written()).toBe(target(capability, engine).written());
  });

  test('a misspelt name inside a prop is refused, with the nearest', () => {
    const { names, make, paths, typical } = target(capability, engine);
    const before = paths();
    for (const [prop, kind] of Object.entries(names)) {
      const struct = /^(list )?struct (\w+)$/.exec(kind);
      if (!struct) continue;
      const [name] = Object.keys(STRUCTS[struct[2]]);
      const value = { [`${name}s`]: 1 };
      const { complaint } = refusal(() => make({ ...typical, [prop]: struct[1] ? [value] : value }));
      expect(complaint.hint).toContain(`Did you mean '${name}'?`);
    }
    expect(paths()).toEqual(before);
    expect(make(typical).node.id).toBe('It');
  });

  test.each(Object.keys(STRUCTS[loadCapability(capability).definition.struct]))(
    '%s takes or refuses anything, and a refusal leaves the tree as it was',
    prop => {
      fc.assert(
        fc.property(junk, value => {
          const { make, paths, everything } = target(capability, engine);
          const before = paths();
          let made = false;
          acceptsOrRefuses(() => {
            make({ ...everything, [prop]: value });
            made = true;
          });
          if (!made) expect(paths()).toEqual(before);
        }),
        { ...OPTIONS, numRuns: 25 },
      );
    },
    60_000,
  );
});
