import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Network } from '../../../src/capabilities/network/terraform';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { terraformServiceIn } from '../../capabilities/service/terraform-fixture';
import { refusal } from '../../fixtures/errors';

const { PRODUCTION, STAGING } = EnvironmentTier;

function stackIn(app: App, id: string, tier: EnvironmentTier, region?: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', tier }).attachTo(stack);
  if (region) new AwsProvider(stack, 'Aws', { region });
  return stack;
}

const vpcs = (stack: TerraformStack) => Object.keys(JSON.parse(Testing.synth(stack)).resource.aws_vpc ?? {}).length;

test('another tier, and another region, has a network of its own', () => {
  const app = Testing.app();
  const stacks = [
    stackIn(app, 'A', STAGING, 'eu-west-1'),
    stackIn(app, 'B', PRODUCTION, 'eu-west-1'),
    stackIn(app, 'C', PRODUCTION, 'us-east-1'),
  ];
  for (const stack of stacks) terraformServiceIn(stack);
  expect(stacks.map(vpcs)).toEqual([1, 1, 1]);
});

test('two services of a stack share one', () => {
  const stack = stackIn(Testing.app(), 'A', PRODUCTION);
  const orders = terraformServiceIn(stack);
  expect(terraformServiceIn(stack, {}, 'Invoices').network).toBe(orders.network);
});

describe.each([
  ['that the path tells where to go', { region: 'eu-west-1', deployRoleArn: 'arn:aws:iam::111122223333:role/deploy' }],
  ['that nobody tells', undefined],
])('stacks %s', (_, terraform) => {
  const stacksIn = (ids: string[]) => {
    const app = Testing.app();
    const stacks = ids.map(id => new TerraformStack(app, id));
    for (const stack of stacks) new GoldenPath({ organization: 'acme', tier: PRODUCTION, terraform }).attachTo(stack);
    return stacks;
  };

  test('a second one that names none is refused', () => {
    const [a, b] = stacksIn(['A', 'B']);
    terraformServiceIn(a);
    const { complaint } = refusal(() => terraformServiceIn(b));
    expect(complaint.what).toMatch("'A' and 'B' need a network, and neither names one");
    expect(b.node.children).toEqual([]);
  });

  test('the addresses of what is written by its name are the same in every order, and with a stack more', () => {
    const networkOf = (ids: string[]) => {
      const stacks = stacksIn(ids);
      const a = stacks.find(({ node }) => node.id === 'A')!;
      const network = new Network(a, 'Network');
      expect(stacks.map(stack => terraformServiceIn(stack).network)).toEqual(ids.map(() => network));
      return JSON.parse(Testing.synth(a)).resource;
    };
    const first = networkOf(['A', 'B']);
    expect(Object.keys(first.aws_vpc)).toHaveLength(1);
    expect(networkOf(['B', 'A'])).toEqual(first);
    expect(networkOf(['New', 'B', 'A'])).toEqual(first);
  });
});

test('another role, which is another account, has a network of its own', () => {
  const app = Testing.app();
  const stacks = ['111122223333', '444455556666'].map(account => {
    const stack = new TerraformStack(app, `S${account}`);
    const terraform = { region: 'eu-west-1', deployRoleArn: `arn:aws:iam::${account}:role/deploy` };
    new GoldenPath({ organization: 'acme', tier: PRODUCTION, terraform }).attachTo(stack);
    return stack;
  });
  for (const stack of stacks) terraformServiceIn(stack);
  expect(stacks.map(vpcs)).toEqual([1, 1]);
});

test('a provider with an alias takes a stack nowhere else', () => {
  const app = Testing.app();
  const [a, b] = ['A', 'B'].map(id => stackIn(app, id, PRODUCTION, 'eu-west-1'));
  new AwsProvider(b, 'Virginia', { alias: 'virginia', region: 'us-east-1' });
  const network = new Network(a, 'Network');
  expect(terraformServiceIn(b).network).toBe(network);
});
