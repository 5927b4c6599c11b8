import { Engine, renderingOf } from '../../projenrc/capabilities';
import { FunctionCode } from '../../src/capabilities/function/props';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { refusal } from '../fixtures/errors';
import { workbench } from '../samples/engines';

const CODE = FunctionCode.python('test/fixtures/programs', { handler: 'handler.handler' });
const SOURCE = ServiceSource.image('public.ecr.aws/acme/orders:1');

describe.each([
  ['function', 4096, { code: CODE }],
  ['service', 65_536, { source: SOURCE }],
  ['worker', 65_536, { source: SOURCE }],
] as const)('the variables of a %s', (capability, most, props) => {
  test.each(['aws', 'terraform'] as Engine[])('on %s: those of what it uses count with its own', engine => {
    const bench = workbench(engine);
    const table = bench.make('table', 'typical', 'Carts');
    const queue = capability === 'worker' ? { queue: bench.make('queue', 'typical', 'Jobs') } : {};
    const made = (id: string, bytes: number) =>
      new (renderingOf(capability, engine))(bench.stack, id, {
        ...{ owner: 'team-a', ...props, ...queue },
        environment: { NAME: 'x'.repeat(bytes - '{"NAME":""}'.length) },
      });
    // The path's own variables count, too.
    expect(refusal(() => made('Alone', most)).message).toMatch(/program's variables have \d+ bytes/);
    expect(bench.stack.node.tryFindChild('Alone')).toBeUndefined();
    expect(() => made('Roomy', most - 700).uses(table)).not.toThrow();
    // A worker uses its queue from the beginning.
    const { message } = refusal(() => made('Full', most - 20).uses(table));
    expect(message).toMatch(new RegExp(`program's variables have \\d+ bytes: AWS takes ${most}`));
    const full = bench.stack.node.tryFindChild('Full');
    // What is refused is not recorded.
    expect(full?._uses.filter((use: any) => use.resource.endsWith('Carts')) ?? []).toEqual([]);
  });
});
