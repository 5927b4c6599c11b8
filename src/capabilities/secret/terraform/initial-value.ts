import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { RandomPassword } from './random-password';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { SecretDecisions } from '../decisions';
import { SecretSourceKind } from '../props';

/**
 * The label of the value that was generated first. A value without a label is forgotten in the end; Terraform would
 * then miss it, and
 * put another one. And the current value is never touched: Secrets Manager makes the very first one current by itself,
 * and moves no
 * label that was not asked for.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
const LABEL = 'INITIAL';

/** The value that a generated secret begins with. An imported one has none here. */
export function renderInitialValue(
  owner: CapabilityConstruct,
  decided: SecretDecisions,
  secret: SecretsmanagerSecret,
  fields: { readonly [name: string]: string } = {},
): SecretsmanagerSecretVersion | undefined {
  if (decided.source !== SecretSourceKind.GENERATED) return undefined;
  const { value } = new RandomPassword(owner, 'RandomPassword', {
    passwordLength: decided.length,
    excludePunctuation: !decided.punctuation,
    // Characters, and no expression of Terraform's.
    excludeCharacters: decided.excludedCharacters.replace(/[$%](?=\{)/g, '$&$&') || undefined,
    requireEachIncludedType: decided.everyKind,
  });
  return owner._slot(
    'initialValue',
    new SecretsmanagerSecretVersion(owner, 'InitialValue', {
      secretId: secret.id,
      // Write-only: it goes to Secrets Manager, and nowhere else.
      secretStringWo: decided.format === 'json' ? json({ ...fields, [decided.generatedField]: value }) : value,
      secretStringWoVersion: 1,
      versionStages: [LABEL],
      // Which value is current is the business of rotations and of whoever puts one.
      lifecycle: { ignoreChanges: ['version_stages'] },
    }),
  );
}
