import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { terraformServiceIn } from '../../capabilities/service/terraform-fixture';

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

test('two services of a stack share one, and a second stack of the same place shares it, with a warning', () => {
  const app = Testing.app();
  const [a, b] = ['A', 'B'].map(id => stackIn(app, id, PRODUCTION));
  const orders = terraformServiceIn(a);
  expect(terraformServiceIn(a, {}, 'Invoices').network).toBe(orders.network);
  expect(orders.node.metadata.filter(({ type }) => type.includes('warn'))).toEqual([]);
  const second = terraformServiceIn(b);
  expect(second.network).toBe(orders.network);
  expect(second.node.metadata.map(({ data }) => data)).toEqual([
    expect.stringContaining("The network of 'A' is shared with 'B'"),
  ]);
});
