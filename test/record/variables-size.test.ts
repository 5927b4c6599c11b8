import { capabilityIds, Engine, renderingOf } from '../../projenrc/capabilities';
import { Access, Credentials } from '../../src/binding/binding';
import { FunctionCode } from '../../src/capabilities/function/props';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { counted } from '../../src/record/variable-bytes';
import { isToken } from '../../src/support/tokens';
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

describe.each(['aws', 'terraform'] as Engine[])('on %s', engine => {
  test('what is known at deployment only counts with what it becomes at most', () => {
    const bench = workbench(engine);
    const queues = Array.from({ length: 6 }, (_, i) => bench.make('queue', 'typical', `Jobs${i}`));
    const made = (id: string, bytes: number) =>
      new (renderingOf('function', engine))(bench.stack, id, {
        code: CODE,
        owner: 'team-a',
        environment: { NAME: 'x'.repeat(bytes) },
      });
    const use = (fn: any) => queues.forEach(queue => fn.uses(queue, Access.PUBLISH));
    // The URLs of six queues are some 600 bytes: https://sqs.eu-west-1.amazonaws.com/123456789012/Shop-Jobs0-...
    expect(() => use(made('Roomy', 2300))).not.toThrow();
    expect(refusal(() => use(made('Full', 3300))).message).toMatch(/variables have \d+ bytes: AWS takes 4096/);
  });

  test.each(capabilityIds())('each variable of a %s that is known at deployment only has a length', capability => {
    const bench = workbench(engine);
    const it = bench.make(capability);
    if (typeof it.bind !== 'function') return;
    const { environment, ...binding } = it.bind({
      consumer: 'Shop/Consumer',
      access: capability === 'queue' || capability === 'topic' ? Access.PUBLISH : undefined,
      credentials: Credentials.SECRET,
      userName: 'app',
    });
    const tokens = Object.keys(environment).filter(suffix => isToken(environment[suffix]));
    const bytes = counted({ environment, ...binding });
    expect(tokens.filter(suffix => !/^x+$/.test(bytes[suffix]))).toEqual([]);
  });
});
