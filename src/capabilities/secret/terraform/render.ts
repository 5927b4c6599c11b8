import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretPolicy } from '@cdktf/provider-aws/lib/secretsmanager-secret-policy';
import { renderInitialValue } from './initial-value';
import { ManagedSecretResources } from './resources';
import { renderRotation } from './rotation';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { createDataKey, DataKey } from '../../../parts/data-key/terraform';
import { description } from '../../../support/names';
import { SecretDecisions } from '../decisions';
import { accountOnlyPolicy, keyUsers } from '../policies';
import { ManagedSecretProps } from '../props';
import { SecretRotationKind } from '../rotation';

/** A name takes 512 characters, and Terraform adds 26. */
const LONGEST_PREFIX = 480;

export function renderSecret(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  props: ManagedSecretProps,
): ManagedSecretResources {
  const key = renderKey(owner, choices);
  const secret = renderValue(owner, choices, key);
  const initialValue = renderInitialValue(owner, choices, secret, props.source?.options.fields);
  const resourcePolicy = choices.accountOnly ? renderPolicy(owner, choices, secret) : undefined;
  const rotation = renderRotation(owner, choices, props, { secret, key, initialValue });
  return { secret, initialValue, key: key?.made, resourcePolicy, ...rotation };
}

function renderKey(owner: CapabilityConstruct, choices: SecretDecisions): DataKey | undefined {
  const logsKept = choices.rotatedBy === SecretRotationKind.NEW_VALUE && choices.logsKeptOnDeletion;
  return createDataKey(owner, choices, `Secret ${owner.node.path}.`, keyUsers(choices), isKept(choices) || logsKept);
}

function renderValue(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  key: EncryptingKey | undefined,
): SecretsmanagerSecret {
  return owner._slot(
    'secret',
    new SecretsmanagerSecret(owner, 'Resource', {
      // A name of its own each time: that of a deleted secret is taken for as long as it can be restored.
      namePrefix: `${nameOf(owner, 'secret', LONGEST_PREFIX)}-`,
      description: description(`Secret ${owner.node.path}.`),
      kmsKeyId: key?.arn,
      recoveryWindowInDays: choices.recoveryDays,
      lifecycle: preventDestroy(isKept(choices)),
      tags: owner._tags,
    }),
  );
}

function renderPolicy(
  owner: CapabilityConstruct,
  { blockPublicPolicy }: SecretDecisions,
  secret: SecretsmanagerSecret,
): SecretsmanagerSecretPolicy {
  return owner._slot(
    'resourcePolicy',
    new SecretsmanagerSecretPolicy(owner, 'ResourcePolicy', {
      secretArn: secret.arn,
      policy: json(accountOnlyPolicy(context(owner).account)),
      blockPublicPolicy,
    }),
  );
}

function isKept({ onRemoval }: SecretDecisions): boolean {
  return onRemoval === 'retain';
}
