import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { ManagedSecretProps, SecretRotation, SecretSource } from '../../../src/capabilities/secret/props';
import { GoldenPath, GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';

export const ROTATOR = 'arn:aws:lambda:eu-west-1:111122223333:function:rotator';
export const byRotator = SecretRotation.byFunction(ROTATOR);
/** A generated secret of which nobody else has to be told. */
export const renewed: ManagedSecretProps = {
  source: SecretSource.generated(),
  rotation: SecretRotation.byNewValue({ everyDays: 7 }),
};

/** Props that make a secret of another shape each. */
export const VARIANTS: ManagedSecretProps[] = [
  {},
  { source: SecretSource.imported() },
  { rotation: byRotator },
  { source: SecretSource.imported(), rotation: SecretRotation.byFunction(`${ROTATOR}:live`, { everyDays: 7 }) },
  {
    source: SecretSource.generated({
      length: 64,
      punctuation: true,
      fields: { username: 'app' },
      generatedField: 'token',
    }),
    rotation: byRotator,
  },
  { source: SecretSource.generated({ excludeCharacters: '0O1l', fields: {} }) },
  renewed,
  {
    source: SecretSource.generated({ fields: { algorithm: 'HS256' }, generatedField: 'key' }),
    rotation: SecretRotation.byNewValue(),
  },
];

export function stackOf(
  tier: EnvironmentTier = EnvironmentTier.PRODUCTION,
  path: Partial<GoldenPathProps> = {},
  app = new App(),
  id = 'Shop',
): Stack {
  const stack = new Stack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

export function secretIn(stack: Stack, props?: ManagedSecretProps, id = 'PaymentKey'): ManagedSecret {
  return new ManagedSecret(stack, id, props);
}

/** The resource in each slot, with its deletion policy. */
export function templated(stack: Stack, secret: ManagedSecret): { [slot: string]: any } {
  const template = Template.fromStack(stack).toJSON();
  return Object.fromEntries(
    secret.slots.map(slot => {
      const { Properties, DeletionPolicy, UpdateReplacePolicy, DependsOn } =
        template.Resources[stack.resolve(secret.resource(slot).logicalId)];
      return [slot, { ...Properties, DeletionPolicy, UpdateReplacePolicy, DependsOn }];
    }),
  );
}

/** A secret in a stack of its own, with its template. */
export function rendered(props?: ManagedSecretProps, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = stackOf(tier, path);
  const secret = secretIn(stack, props);
  return { stack, secret, slots: templated(stack, secret) };
}
