import { Engine } from '../../projenrc/capabilities';
import { Access } from '../../src/binding/binding';
import { workbench } from '../samples/engines';

const CONSUMERS = ['service', 'worker', 'function'];
const CASES = (['aws', 'terraform'] as const).flatMap(engine => CONSUMERS.map(consumer => [consumer, engine] as const));

/** All orders of a list. */
function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map(rest => [first, ...rest]),
  );
}

/** What is written of an app whose consumer uses four things, in an order. */
function written(consumer: string, engine: Engine, order: readonly number[]) {
  const bench = workbench(engine);
  const by = bench.make(consumer, 'typical', 'Consumer');
  const [db, queue, table, secret] = ['database', 'queue', 'table', 'secret'].map(id =>
    bench.make(id, 'typical', `Z${id}`),
  );
  const uses = [
    () => by.uses(db),
    () => by.uses(queue, Access.PUBLISH),
    () => by.uses(table, Access.READ).uses(secret).uses(table, Access.WRITE),
  ];
  for (const i of order) uses[i]();
  // The manifest of AWS CDK stands beside the template, in the assembly.
  return { document: bench.written(), uses: by._uses };
}

test.each(CASES)('a %s uses in any order, on %s: everything that is written is the same', (consumer, engine) => {
  const [first, ...others] = permutations([0, 1, 2]).map(order => written(consumer, engine, order));
  for (const other of others) expect(other).toEqual(first);
});
