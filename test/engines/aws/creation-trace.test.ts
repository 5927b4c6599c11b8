import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CREATION_STACK, make } from './creation-trace.fixture';

describe('where a construct was made', () => {
  const tracesOf = (construct: { node: { findAll(): any[] } }) =>
    construct.node
      .findAll()
      .filter((child): child is CfnResource => CfnResource.isCfnResource(child))
      .map(({ creationStack }) => creationStack);

  test('every resource says where the user called the constructor', () => {
    const traces = tracesOf(make(new Stack(new App(), 'Stack')));
    expect(traces.length).toBeGreaterThan(10);
    for (const trace of traces) expect(trace[0]).toMatch(/creation-trace\.fixture\.ts:\d+:\d+/);
  });

  test('it is one trace for all of them', () => {
    expect(new Set(tracesOf(make(new Stack(new App(), 'Stack')))).size).toBe(1);
  });

  test('none where the app wants none', () => {
    const app = new App({ context: { 'aws:cdk:disable-creation-stack-traces': true } });
    for (const trace of tracesOf(make(new Stack(app, 'Stack')))) expect(trace).toEqual([]);
  });

  test('only one where CDK takes its own, in debug mode', () => {
    process.env.CDK_DEBUG = 'true';
    try {
      const network = make(new Stack(new App(), 'Stack'));
      expect(network.resources.vpc.node.metadata.filter(({ type }) => type === CREATION_STACK)).toHaveLength(1);
    } finally {
      delete process.env.CDK_DEBUG;
    }
  });

  test('of a program in another language there are its own frames only, and none of the kernel of jsii', () => {
    const key = Symbol.for('jsii.context.hostStackTrace');
    (globalThis as any)[key] = [
      ['runtime.py', 1, 0, 'invoke'],
      ['app.py', 7, 3, '<module>'],
    ];
    try {
      for (const trace of tracesOf(make(new Stack(new App(), 'Stack')))) {
        expect(trace).toEqual(['<module> (app.py:7:3)']);
      }
    } finally {
      delete (globalThis as any)[key];
    }
  });

  test('other resources in the stack keep their own', () => {
    const stack = new Stack(new App(), 'Stack');
    make(stack);
    const other = new CfnResource(stack, 'Other', { type: 'AWS::SNS::Topic' });
    expect(other.creationStack.join()).toContain('creation-trace.test.ts');
  });
});
