import { TerraformStack, Testing } from 'cdktf';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { GoldenPath } from '../../../src/path/golden-path';
import { TerraformSettings } from '../../../src/path/terraform-settings';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { configurationOf } from '../../fixtures/terraform';

const { STAGING } = EnvironmentTier;

/** A stack with a queue, and its state in a bucket. */
function stackWith(terraform: TerraformSettings, tier?: EnvironmentTier): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'orders');
  new GoldenPath({
    organization: 'acme',
    owner: 'team',
    tier,
    terraform: { stateBucket: 'states', ...terraform },
  }).attachTo(stack);
  new ManagedQueue(stack, 'Jobs');
  return stack;
}

const keyWith = (terraform: TerraformSettings, tier?: EnvironmentTier) =>
  configurationOf(stackWith(terraform, tier)).terraform.backend.s3.key;

test.each<[TerraformSettings, string]>([
  [{ app: 'shop' }, 'acme/shop/staging/orders.tfstate'],
  [{ app: 'shop', statePrefix: 'teams/blue' }, 'teams/blue/shop/staging/orders.tfstate'],
  [{ stateKey: '{organization}/{stack}.tfstate' }, 'acme/orders.tfstate'],
  [{ app: 'shop', stateKey: '{tier}/{app}-{stack}' }, 'staging/shop-orders'],
])('%j: the key is %s', (terraform, key) => {
  expect(keyWith(terraform, STAGING)).toBe(key);
});

test('two apps, and two tiers of one, have a state each', () => {
  const keys = [keyWith({ app: 'shop' }), keyWith({ app: 'shop' }, STAGING), keyWith({ app: 'blog' })];
  expect(new Set(keys).size).toBe(3);
});

test.each<[TerraformSettings, RegExp]>([
  [{}, /terraform\.app/],
  [{ app: 'the shop' }, /'the shop'/],
  [{ app: 'shop', stateKey: '{app}.tfstate' }, /\{stack\}/],
  [{ app: 'shop', stateKey: '{region}/{stack}' }, /\{region\}/],
  [{ app: 'shop', stateKey: '{stack}', statePrefix: 'teams' }, /both/],
])('%j is refused', (terraform, text) => {
  const { what, hint } = refusal(() => stackWith(terraform)).complaint;
  expect(`${what} ${hint}`).toMatch(text);
});

test('a state that is found under another key stops the plan, with how to move it', () => {
  const { data, resource } = configurationOf(stackWith({ app: 'shop' }, STAGING));
  const [{ condition, error_message: message }] =
    data.aws_ssm_parameters_by_path.GoldenPathStates.lifecycle.postcondition;
  expect(condition).toBe(
    '${try(nonsensitive(self.values)[index(self.names, "/goldenpath/states/orders")], ' +
      '"s3://states/acme/shop/staging/orders.tfstate") == "s3://states/acme/shop/staging/orders.tfstate"}',
  );
  expect(message).toMatch(/terraform init -migrate-state.*put-parameter.*terraform\.stateKey/);
  expect(resource.aws_ssm_parameter.GoldenPathStateParameter).toMatchObject({
    name: '/goldenpath/states/orders',
    value: 's3://states/acme/shop/staging/orders.tfstate',
  });
});
