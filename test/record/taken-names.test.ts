import { App, Stack } from 'aws-cdk-lib';
import { Testing } from 'cdktf';
import { Engine, renderingOf } from '../../projenrc/capabilities';
import { InvalidInputError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';
import { ENV, stackOn } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';

const ENGINES: Engine[] = ['aws', 'terraform'];

/** Stacks of one app in these regions; undefined where nobody knows where. */
function stacksIn(engine: Engine, ...regions: (string | undefined)[]): any[] {
  const app: any = engine === 'aws' ? new App() : Testing.app();
  return regions.map((region, i) => {
    const env = region ? { ...ENV, region } : undefined;
    if (engine === 'aws') return stackOn(undefined, {}, app, `S${i}`, { env });
    const terraform = env && { region, deployRoleArn: `arn:aws:iam::${env.account}:role/deploy` };
    return terraformStackOn(undefined, { terraform }, app, `S${i}`);
  });
}

const publish = (engine: Engine, stack: Stack, id: string, publishTo = '/acme/network') =>
  new (renderingOf('network', engine))(stack, id, { natGateways: 0, publishTo });
const collect = (engine: Engine, stack: Stack, id: string) => new (renderingOf('insights', engine))(stack, id, {});

describe.each(ENGINES)('on %s', engine => {
  test('two networks of an account and region are not published at one place', () => {
    const [a, b] = stacksIn(engine, 'eu-west-1', 'eu-west-1');
    publish(engine, a, 'One');
    const error = refusal(() => publish(engine, b, 'Two'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.what).toBe(
      "'S0/One' has the parameters of the network at '/acme/network' already, " +
        'and there is one in an account and region.',
    );
    expect(b.node.tryFindChild('Two')).toBeUndefined();
    expect(() => publish(engine, b, 'Two', '/acme/other')).not.toThrow();
  });

  test('of two platforms in an account and region, one collects', () => {
    const [a, b] = stacksIn(engine, 'eu-west-1', 'eu-west-1');
    collect(engine, a, 'One');
    expect(refusal(() => collect(engine, b, 'Two')).complaint.what).toContain("the event bus 'goldenpath-insights'");
  });

  test('in another region, or in a stack of no known place, they do', () => {
    const [a, b, c, d] = stacksIn(engine, 'eu-west-1', 'us-east-1', undefined, undefined);
    for (const stack of [a, b, c, d]) expect(() => publish(engine, stack, 'Net')).not.toThrow();
    expect(refusal(() => publish(engine, d, 'Again')).complaint.what).toContain("'S3/Net' has");
  });

  test('the name of what has been removed is free', () => {
    const [a] = stacksIn(engine, 'eu-west-1');
    collect(engine, a, 'One');
    a.node.tryRemoveChild('One');
    expect(() => collect(engine, a, 'Two')).not.toThrow();
  });
});
