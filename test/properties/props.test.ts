import { capabilityIds, Engine, loadCapability, renderingOf, surroundingsIn } from '../../projenrc/capabilities';
import { GoldenPath } from '../../src/path/golden-path';
import { propsOf } from '../../src/path/sample';
import { STRUCTS } from '../../src/support/structs.generated';
import { acceptsOrRefuses } from '../fixtures/errors';
import { JUNK } from '../fixtures/junk';
import { workbench } from '../samples/engines';

/** Something for a property, by its kind: itself anything, or anything inside a list, a map or a struct. */
function* anythingFor(kind: string): Generator<[string, unknown]> {
  yield* JUNK as [string, unknown][];
  const [what, of] = kind.split(' ');
  if (what === 'list') for (const [name, junk] of JUNK) yield [`a list of ${name}`, [junk]];
  if (what === 'map') for (const [name, junk] of JUNK) yield [`a map of ${name}`, { A: junk }];
  if (what !== 'struct') return;
  for (const property of Object.keys(STRUCTS[of])) {
    for (const [name, junk] of JUNK) yield [`${property}: ${name}`, { [property]: junk }];
  }
}

/** Runs for each of the values, in a world that is made anew after something was accepted. */
function tryAll<World>(kind: string, world: () => World, use: (world: World, value: unknown) => void): void {
  let at = world();
  for (const [what, value] of anythingFor(kind)) {
    let accepted = false;
    try {
      acceptsOrRefuses(() => {
        use(at, value);
        accepted = true;
      });
    } catch (error) {
      throw new Error(`${what}: ${(error as Error).message}`);
    }
    if (accepted) at = world();
  }
}

const ENGINES: Engine[] = ['aws', 'terraform'];
const PROPS = capabilityIds().flatMap(id => {
  const { definition } = loadCapability(id);
  return Object.entries(STRUCTS[definition.struct]).flatMap(([prop, kind]) =>
    ENGINES.map(engine => [id, prop, engine, kind] as const),
  );
});

test.each(PROPS)('%s takes anything as %s on %s, or refuses it with an error of this package', (...prop) => {
  const [id, name, engine, kind] = prop;
  const { samples } = loadCapability(id);
  const world = () => {
    const { stack } = workbench(engine);
    return { stack, around: surroundingsIn(engine, stack, stack.node.root.node.tryFindChild('StubNetwork')) };
  };
  tryAll(kind, world, ({ stack, around }, value) => {
    new (renderingOf(id, engine))(stack, 'It', { ...propsOf(samples.typical, around), [name]: value });
  });
});

test.each(Object.entries(STRUCTS.GoldenPathProps))(
  'a path takes anything as %s, or refuses it with an error of this package',
  (name, kind) => {
    const make = (value: unknown) => new GoldenPath({ organization: 'acme', [name]: value } as any);
    tryAll(
      kind,
      () => undefined,
      (_, value) => void make(value),
    );
  },
);
