import { App, DefaultTokenResolver, StringConcat, TerraformStack, Testing, Tokenization } from 'cdktf';
import { ManagedSecretProps } from '../../../src/capabilities/secret/props';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';

export function terraformStackOf(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Shop'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

/** What a stack is as Terraform reads it, its checks included. */
export function configurationOf(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack, true));
}

/** What is written in each slot; and the password, which is none, as `randomPassword`. */
export function slotsIn(configuration: any, secret: ManagedSecret): { [slot: string]: any } {
  const slots = Object.fromEntries(secret.slots.map(slot => {
    const { terraformResourceType, friendlyUniqueId } = secret.resource(slot);
    return [slot, configuration.resource[terraformResourceType][friendlyUniqueId]];
  }));
  const [password] = Object.entries<any>(configuration.ephemeral?.aws_secretsmanager_random_password ?? {}).filter(([name]) => name.startsWith(`${secret.node.id}_`));
  return { ...slots, ...(password ? { randomPassword: password[1] } : {}) };
}

/** What a secret is in a stack of its own. */
export function written(props?: ManagedSecretProps, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOf(tier, path);
  const secret = new ManagedSecret(stack, 'PaymentKey', props);
  const configuration = configurationOf(stack);
  return { stack, secret, configuration, slots: slotsIn(configuration, secret) };
}

/** A value as a stack writes it. */
export function resolvedIn(scope: TerraformStack, value: any): any {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
