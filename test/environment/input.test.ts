import { App, Stack } from 'aws-cdk-lib';
import { appOn, HERE, source } from './fixture';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { Exposure } from '../../src/capabilities/service/props';
import { Environment } from '../../src/environment/aws/environment';
import { EnvironmentTier } from '../../src/path/tier';

const { STAGING } = EnvironmentTier;

describe('what cannot be right is refused, and leaves the tree as it was', () => {
  const right = { tier: STAGING, ...HERE };
  test.each<[string, object, RegExp]>([
    ['Staging', {}, /name of the environment is "Staging"/],
    ['x'.repeat(33), {}, /at most 32/],
    ['staging', { name: 'a/b' }, /name of the environment is "a\/b"/],
    ['staging', { tier: 'prod' }, /tier/],
    ['staging', { tier: undefined }, /tier/],
    ['staging', { account: '12' }, /account is "12"/],
    ['staging', { account: 111111111111 }, /account/],
    ['staging', { region: 'europe' }, /region is "europe"/],
    ['staging', { regoin: 'eu-west-1' }, /'regoin' is not a name/],
    ['staging', { network: { cidrBlock: '10.0.0.0/8' } }, /cidrBlock/],
  ])('%s %j', (id, change, what) => {
    const app = appOn();
    expect(() => new Environment(app, id, { ...right, ...change } as any)).toThrow(what);
    expect(app.node.tryFindChild(id)).toBeUndefined();
  });

  test('an environment without a GoldenPath', () => {
    expect(() => new Environment(new App(), 'staging', right)).toThrow(/There is no GoldenPath around/);
  });

  test('a network to make, and one that exists', () => {
    const existingNetwork = { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/16', availabilityZones: [], privateSubnetIds: [] };
    expect(() => new Environment(appOn(), 'staging', { ...right, network: {}, existingNetwork })).toThrow(
      /Give network or existingNetwork/,
    );
  });

  test.each([
    ['made here', (app: App) => new Environment(app, 'staging', right)],
    ['of another app', (app: App) => Environment.fromName(app, 'staging', right)],
  ])('a stack of another place in an environment that is %s', (_, environmentIn) => {
    const stack = new Stack(environmentIn(appOn()), 'Shop', { env: { ...HERE, region: 'us-east-1' } });
    expect(() => new GoldenPathService(stack, 'Web', { source })).toThrow(
      /The stack is of "111111111111", "us-east-1", and the environment 'staging' around it of 111111111111, eu-west-1/,
    );
    expect(stack.node.children).toEqual([]);
  });

  test('sharing without an environment', () => {
    const stack = new Stack(appOn());
    expect(() => new GoldenPathService(stack, 'Web', { source, ownCluster: false })).toThrow(/ownCluster is false/);
    const exposure = Exposure.publicHttps({ ownVpcLink: false });
    expect(() => new GoldenPathService(stack, 'Web', { source, exposure })).toThrow(/ownVpcLink is false/);
  });

  test('two environments of one name in one account and region', () => {
    const app = appOn();
    new Environment(app, 'staging', right);
    expect(() => new Environment(app, 'again', { ...right, name: 'staging' })).toThrow(/at '\/goldenpath\/staging'/);
  });
});
