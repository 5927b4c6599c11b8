import { ManagedSecretProps } from '../../../src/capabilities/secret/props';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { configurationOf, slotsIn as resourceSlotsIn, terraformStackOf } from '../../fixtures/terraform';

/** The block in each slot; and the password, which is in none, as `randomPassword`. */
export function slotsIn(configuration: any, secret: ManagedSecret): { [slot: string]: any } {
  const [password] = Object.entries<any>(configuration.ephemeral?.aws_secretsmanager_random_password ?? {}).filter(
    ([name]) => name.startsWith(`${secret.node.id}_`),
  );
  return { ...resourceSlotsIn(configuration, secret), ...(password ? { randomPassword: password[1] } : {}) };
}

/** A secret in a stack of its own, with its configuration. */
export function written(props?: ManagedSecretProps, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOf(tier, path);
  const secret = new ManagedSecret(stack, 'PaymentKey', props);
  const configuration = configurationOf(stack);
  return { stack, secret, configuration, slots: slotsIn(configuration, secret) };
}
