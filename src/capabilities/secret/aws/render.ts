import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { SecretPolicy } from './policy';
import { ManagedSecretResources } from './resources';
import { renderRotation } from './rotation';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { createDataKey } from '../../../parts/data-key/aws';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { description } from '../../../support/names';
import { SecretDecisions } from '../decisions';
import { keyUsers } from '../policies';
import { ManagedSecretProps } from '../props';
import { SecretSourceKind } from '../source';

/** A secret as it was made: its resources, and the policy that others add to. */
export interface RenderedSecret {
  readonly resources: ManagedSecretResources;
  readonly policy: SecretPolicy;
}

export function renderSecret(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  props: ManagedSecretProps,
): RenderedSecret {
  const { path } = owner.node;
  const key = createDataKey(owner, choices, `Secret ${path}.`, keyUsers(choices));
  const secret = renderValue(owner, choices, props, key);
  const policy = new SecretPolicy(owner, secret, choices);
  const rotation = renderRotation(owner, choices, props, { secretArn: secret.ref, key });
  const resources = {
    secret,
    key: key?.made,
    get resourcePolicy() {
      return policy.resource;
    },
    ...rotation,
  };
  return { resources, policy };
}

function renderValue(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  { source }: ManagedSecretProps,
  key: EncryptingKey | undefined,
): secretsmanager.CfnSecret {
  const secret = new secretsmanager.CfnSecret(owner, 'Resource', {
    description: description(`Secret ${owner.node.path}.`),
    generateSecretString: generation(choices, source?.options.fields),
    kmsKeyId: key?.arn,
  });
  return owner._slot('secret', withRemovalPolicy(secret, choices.onRemoval));
}

/**
 * How the value is made. Nothing for an imported one: the secret is made without a value, and no deployment ever has
 * one for it.
 */
function generation(
  choices: SecretDecisions,
  fields: { readonly [name: string]: string } = {},
): secretsmanager.CfnSecret.GenerateSecretStringProperty | undefined {
  if (choices.source !== SecretSourceKind.GENERATED) return undefined;
  return {
    passwordLength: choices.length,
    excludePunctuation: !choices.punctuation,
    excludeCharacters: choices.excludedCharacters || undefined,
    requireEachIncludedType: choices.everyKind,
    ...(choices.format === 'json'
      ? { secretStringTemplate: JSON.stringify(fields), generateStringKey: choices.generatedField }
      : {}),
  };
}
