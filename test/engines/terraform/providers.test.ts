import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { configurationOf, terraformStackOf } from '../../fixtures/terraform';

const terraform = { region: 'eu-west-1', deployRoleArn: 'arn:aws:iam::111122223333:role/deploy' };

test('a provider with an alias stands beside the default one, which keeps its region, role and tags', () => {
  const stack = terraformStackOf(undefined, { terraform });
  new AwsProvider(stack, 'Virginia', { alias: 'virginia', region: 'us-east-1' });
  new ManagedQueue(stack, 'Jobs');
  expect(configurationOf(stack).provider.aws).toEqual([
    { alias: 'virginia', region: 'us-east-1' },
    {
      region: 'eu-west-1',
      assume_role: [{ role_arn: terraform.deployRoleArn }],
      default_tags: [{ tags: { 'goldenpath:organization': 'acme', 'goldenpath:tier': 'production' } }],
    },
  ]);
});

test("a team's own default provider stays the only one, wherever it is made", () => {
  const stack = terraformStackOf(undefined, { terraform });
  new AwsProvider(new Construct(stack, 'Own'), 'Aws', { region: 'eu-north-1' });
  new ManagedQueue(stack, 'Jobs');
  expect(configurationOf(stack).provider.aws).toEqual([{ region: 'eu-north-1' }]);
});

test('a second default provider is refused, with what to do', () => {
  const stack = terraformStackOf(undefined, { terraform });
  new ManagedQueue(stack, 'Jobs');
  new AwsProvider(stack, 'Late', { region: 'eu-north-1' });
  expect(() => Testing.synth(stack, true)).toThrow(/Shop\/AwsProvider, Shop\/Late.*before the first construct/s);
});

test('a range of versions is asked for: what the bindings know is in every later provider of their major', () => {
  const stack = terraformStackOf(undefined, { terraform });
  new ManagedQueue(stack, 'Jobs');
  const { required_providers: providers } = configurationOf(stack).terraform;
  const [, floor] = /^>= (\d+\.\d+), < 7\.0$/.exec(providers.aws.version)!;
  expect(`${floor}.`).toBe(/^\d+\.\d+\./.exec(bindings().terraformGeneratorMetadata!.providerVersion!)![0]);
});

test("a team's own provider stays at its own version", () => {
  const stack = terraformStackOf(undefined, { terraform });
  new AwsProvider(stack, 'Aws', { region: 'eu-north-1' });
  new ManagedQueue(stack, 'Jobs');
  const { required_providers: providers } = configurationOf(stack).terraform;
  expect(providers.aws.version).toBe(bindings().terraformGeneratorMetadata!.providerVersion);
});

function bindings(): AwsProvider {
  return new AwsProvider(new TerraformStack(Testing.app(), 'bindings'), 'Aws');
}
