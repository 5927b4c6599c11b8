import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { OverdueEscapes } from '../../../src/path/golden-path';
import { Limit } from '../../../src/path/limit';
import { Patch } from '../../../src/record/patch';
import { LimitExceededError } from '../../../src/support/errors';
import { terraformWorkerIn } from '../../capabilities/worker/fixture';
import { refusal } from '../../fixtures/errors';
import { findingsOf } from '../../fixtures/findings';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const asked = { reason: 'Costs are capped.', contact: '#platform' };
const limits = { 'service.maxTasks': Limit.atMost(10, asked), 'service.minTasks': Limit.atMost(3, asked) };
const scaling = { minTasks: 4, maxTasks: 11 };
const past = { reason: 'the export cannot take tags', reviewBy: '2026-01-01' };

describe('a value that the platform team does not allow', () => {
  test('refuses the app, and all of them are said at once, on the line that made the construct', () => {
    const service = serviceIn(stackOn(undefined, { limits }), { scaling });
    const { said, error } = findingsOf(service);
    expect(error).toContain('service.maxTasks is 11');
    expect(said.map(({ rule, severity, path }) => [rule, severity, path])).toEqual([
      ['limit:service.minTasks', 'fatal', 'Shop/Orders'],
      ['limit:service.maxTasks', 'fatal', 'Shop/Orders'],
    ]);
    expect(said[1].text).toContain('service.maxTasks is 11, and the platform team allows at most 10 in production');
    expect(said[1].fix).toContain('ask #platform for an exception');
    expect(said[1].lines[0]).toContain('services.ts:');
  });

  test('cannot be acknowledged away', () => {
    const stack = stackOn(undefined, { limits });
    serviceIn(stack, { scaling });
    Validations.of(stack).acknowledge({ id: 'goldenpath::limit:service.maxTasks', reason: 'we need it' });
    const { said, error } = findingsOf(stack);
    expect(error).toContain('service.maxTasks is 11');
    expect(said.map(({ rule }) => rule)).toContain('limit:service.maxTasks');
  });

  test('refuses a tree that is no app as well, where CDK asks no plugin', () => {
    const stage = new Stage(undefined as any, 'Alone', { outdir: new App().outdir });
    const stack = stackOn(undefined, { limits }, stage as any);
    serviceIn(stack, { scaling });
    expect(() => stage.synth()).toThrow(/service.maxTasks is 11.*ask #platform/);
  });

  test('is gone with the construct', () => {
    const stack = stackOn(undefined, { limits });
    serviceIn(stack, { scaling });
    stack.node.tryRemoveChild('Orders');
    expect(findingsOf(stack)).toEqual({ said: [], acknowledged: [], error: undefined });
  });

  test('on Terraform is refused when the construct is made', () => {
    const stack = terraformStackOn(undefined, { limits: { 'worker.maxTasks': Limit.atMost(10, asked) } });
    expect(refusal(() => terraformWorkerIn(stack, { scaling: { maxTasks: 11 } }))).toBeInstanceOf(LimitExceededError);
    expect(stack.node.children.filter(each => '_ledger' in each)).toEqual([]);
  });
});

describe('an escape whose review is overdue', () => {
  const overdue = (overdueEscapes?: OverdueEscapes) => {
    const service = serviceIn(stackOn(undefined, { overdueEscapes }));
    service.escape('service', Patch.property('PropagateTags', 'NONE'), past);
    return service;
  };

  test('is said of the resource, on the lines that made and changed it, and once', () => {
    const service = overdue();
    const { said, error } = findingsOf(service);
    expect(error).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      rule: 'escape-overdue',
      severity: 'warning',
      path: service.resources.service.node.path,
      properties: ['Properties.PropagateTags'],
    });
    expect(said[0].lines).toHaveLength(2);
    expect(said[0].lines[1]).toContain('findings.test.ts:');
    expect(Annotations.fromStack(Stack.of(service)).findWarning('*', Match.stringLikeRegexp('review'))).toEqual([]);
  });

  test('can be acknowledged, with its reason, unless it is refused', () => {
    for (const treatment of [OverdueEscapes.WARN, OverdueEscapes.ERROR]) {
      const service = overdue(treatment);
      Validations.of(service).acknowledge({ id: 'goldenpath::escape-overdue', reason: 'next week' });
      const refused = treatment === OverdueEscapes.ERROR;
      const { said, acknowledged, error } = findingsOf(service);
      expect([said.length, acknowledged.length, error !== undefined]).toEqual(refused ? [1, 0, true] : [0, 1, false]);
    }
  });
});

describe('what stands off the path', () => {
  const changed = () => {
    const service = serviceIn(stackOn());
    service.resources.service.propagateTags = 'NONE';
    return service;
  };

  test('is information about the resource, and about its property', () => {
    const service = changed();
    expect(findingsOf(service)).toMatchObject({
      error: undefined,
      said: [
        {
          rule: 'off-path',
          severity: 'info',
          path: service.resources.service.node.path,
          properties: ['Properties.PropagateTags'],
        },
      ],
    });
  });

  test('can be acknowledged, of all below a construct', () => {
    const service = changed();
    Validations.of(service.node.root).acknowledge({ id: 'goldenpath::off-path', reason: 'we move in spring' });
    expect(findingsOf(service)).toMatchObject({ said: [], acknowledged: [{ rule: 'off-path' }] });
  });

  test('where the resource was removed, is said of the construct', () => {
    const service = serviceIn(stackOn());
    service.node.tryRemoveChild('Dashboard');
    expect(findingsOf(service).said).toMatchObject([{ rule: 'off-path', path: 'Shop/Orders', properties: [] }]);
  });

  test('is said of a stage, too', () => {
    const service = serviceIn(stackOn(undefined, {}, new Stage(new App(), 'Prod') as any));
    service.resources.service.propagateTags = 'NONE';
    expect(findingsOf(service).said.map(({ path }) => path)).toEqual(['Prod/Shop/Orders/Resource']);
  });

  test('and is not said again when it was put right', () => {
    const service = changed();
    expect(findingsOf(service).said).toHaveLength(1);
    service.resources.service.propagateTags = 'SERVICE';
    expect(findingsOf(service).said).toEqual([]);
  });
});

test('an app without findings has no plugin', () => {
  const service = serviceIn(stackOn());
  findingsOf(service);
  expect((service.node.root as any)._validationPlugins).toEqual([]);
});
