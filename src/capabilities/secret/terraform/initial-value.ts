import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { RandomPassword } from './random-password';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { SecretDecisions } from '../decisions';
import { SecretSourceKind } from '../source';

/**
 * The label of the value that was generated first. Without a label, Secrets Manager would forget the value in the end;
 * Terraform would then miss it, and put another one. The current value is never touched: Secrets Manager makes the very
 * first value the current one by itself, and moves no label that was not asked for.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
const LABEL = 'INITIAL';

/** The value that a generated secret begins with. An imported one has none here. */
export function renderInitialValue(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  secret: SecretsmanagerSecret,
  fields: { readonly [name: string]: string } = {},
): SecretsmanagerSecretVersion | undefined {
  if (choices.source !== SecretSourceKind.GENERATED) return undefined;
  const { value } = new RandomPassword(owner, 'RandomPassword', {
    passwordLength: choices.length,
    excludePunctuation: !choices.punctuation,
    // Characters, and no expression of Terraform's.
    excludeCharacters: choices.excludedCharacters.replace(/[$%](?=\{)/g, '$&$&') || undefined,
    requireEachIncludedType: choices.everyKind,
  });
  return owner._slot(
    'initialValue',
    new SecretsmanagerSecretVersion(owner, 'InitialValue', {
      secretId: secret.id,
      // Write-only: it goes to Secrets Manager, and nowhere else.
      secretStringWo: choices.format === 'json' ? json({ ...fields, [choices.generatedField]: value }) : value,
      secretStringWoVersion: 1,
      versionStages: [LABEL],
      // Which value is current is the business of rotations and of whoever puts one.
      lifecycle: { ignoreChanges: ['version_stages'] },
    }),
  );
}
