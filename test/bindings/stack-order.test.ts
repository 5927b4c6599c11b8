import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Testing } from 'cdktf';
import { Engine, renderingOf } from '../../projenrc/capabilities';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { BindingError, InvalidInputError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';
import { stackOn, StubNetwork } from '../fixtures/stacks';
import { configurationOf, terraformStackOf, terraformStackOn } from '../fixtures/terraform';

const ENGINES: Engine[] = ['aws', 'terraform'];
const SOURCE = ServiceSource.image('public.ecr.aws/acme/orders:1');

/** Stacks of one app, on one network of literal ids. */
function stacks(engine: Engine, ...ids: string[]): any[] {
  const app: any = engine === 'aws' ? new App() : Testing.app();
  return ids.map(id =>
    engine === 'aws' ? stackOn(undefined, {}, app, id) : terraformStackOn(undefined, undefined, app, id),
  );
}

/** A construct of a capability. */
function made(engine: Engine, scope: any, capability: string, id: string): any {
  return new (renderingOf(capability, engine))(scope, id, capability === 'service' ? { source: SOURCE } : {});
}

/** A service and a queue in each stack. */
function pairs(engine: Engine, ...ids: string[]): { service: any; queue: any; stack: any }[] {
  return stacks(engine, ...ids).map(stack => ({
    stack,
    service: made(engine, stack, 'service', 'Api'),
    queue: made(engine, stack, 'queue', 'Jobs'),
  }));
}

const written = (engine: Engine, stack: any) =>
  JSON.stringify(engine === 'aws' ? Template.fromStack(stack as Stack).toJSON() : configurationOf(stack));

describe.each(ENGINES)('on %s', engine => {
  test.each([
    ['the first one', [0, 1]],
    ['the second one', [1, 0]],
  ])('two stacks do not use each other, where %s begins', (_, order) => {
    const all = pairs(engine, 'Shop', 'Mail');
    const [one, other] = order.map(i => all[i]);
    one.service.uses(other.queue);
    const error = refusal(() => other.service.uses(one.queue));
    expect(error).toBeInstanceOf(BindingError);
    const { what, where } = error.complaint;
    expect(what).toContain(`'${one.service.node.path}' needs '${other.queue.node.path}'`);
    expect(where).toBe(other.service.node.path);
    expect(other.service._uses).toEqual([]);
    for (const { stack } of all) expect(written(engine, stack)).toMatch(/ecs/i);
  });

  test('three stacks do not use each other in a circle, and one after the other they do', () => {
    const [a, b, c] = pairs(engine, 'A', 'B', 'C');
    a.service.uses(b.queue);
    b.service.uses(c.queue);
    const { what } = refusal(() => c.service.uses(a.queue)).complaint;
    expect(what).toContain("'A/Api' needs 'B/Jobs', and 'B/Api' needs 'C/Jobs'");
    expect(() => c.service.uses(c.queue)).not.toThrow();
  });

  test('what has been removed closes no circle', () => {
    const [a, b] = pairs(engine, 'A', 'B');
    a.service.uses(b.queue);
    a.stack.node.tryRemoveChild('Api');
    expect(() => b.service.uses(a.queue)).not.toThrow();
  });

  test('a subscription closes no circle either', () => {
    const [a, b] = pairs(engine, 'A', 'B');
    const topic = made(engine, a.stack, 'topic', 'News');
    a.service.uses(b.queue);
    const { what } = refusal(() => topic.subscribe(b.queue)).complaint;
    expect(what).toContain("'B/Jobs' would need 'A/News', and 'A/Api' needs 'B/Jobs'");
    expect(() => topic.subscribe(a.queue)).not.toThrow();
  });

  test('the default network is needed, too', () => {
    const app: any = engine === 'aws' ? new App() : Testing.app();
    const [a, b] = ['A', 'B'].map(id =>
      engine === 'aws' ? stackOn(undefined, { network: undefined }, app, id) : terraformStackOf(undefined, {}, app, id),
    );
    new (renderingOf('network', engine))(a, 'Network');
    const first = made(engine, a, 'service', 'Api');
    made(engine, b, 'service', 'Api');
    const jobs = made(engine, b, 'queue', 'Jobs');
    const { what } = refusal(() => first.uses(jobs)).complaint;
    expect(what).toContain("'A/Api' would need 'B/Jobs', and 'B/Api' needs 'A/Network");
  });
});

test('a nested stack and the one around it use each other: they are deployed together', () => {
  const [stack] = stacks('aws', 'Shop');
  const nested = new NestedStack(stack, 'Nested');
  const [inner, outer] = [nested, stack].map(scope => ({
    service: made('aws', scope, 'service', 'Api'),
    queue: made('aws', scope, 'queue', 'Jobs'),
  }));
  inner.service.uses(outer.queue);
  expect(() => outer.service.uses(inner.queue)).not.toThrow();
});

describe('two stages of an app', () => {
  const apart = () => {
    const app = new App();
    const network = new StubNetwork(app, 'Net');
    return ['Test', 'Prod'].map(id => stackOn(undefined, { network }, new Stage(app, id) as any, 'Shop'));
  };

  test('do not use each other', () => {
    const [test1, prod] = apart();
    const service = made('aws', prod, 'service', 'Api');
    const error = refusal(() => service.uses(made('aws', test1, 'queue', 'Jobs')));
    expect(error).toBeInstanceOf(BindingError);
    expect(error.complaint.what).toBe(
      "'Test/Shop/Jobs' is in the stage Test, and this in the stage Prod. No stage of an app can refer to another " +
        'one: each is deployed by itself.',
    );
    expect(() => service.uses(made('aws', prod, 'queue', 'Jobs'))).not.toThrow();
  });

  test('do not subscribe to each other', () => {
    const [test1, prod] = apart();
    const topic = made('aws', test1, 'topic', 'News');
    const error = refusal(() => topic.subscribe(made('aws', prod, 'queue', 'Jobs')));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.what).toContain('in the stage Test, and this in the stage Prod');
  });

  test('do not use what stands outside of them', () => {
    const [, prod] = apart();
    const outside = new Stack(prod.node.root as App, 'Outside');
    const service = made('aws', prod, 'service', 'Api');
    expect(refusal(() => service.uses(made('aws', outside, 'queue', 'Jobs'))).complaint.what).toContain(
      'is in no stage, and this in the stage Prod',
    );
  });
});
