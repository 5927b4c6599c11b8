import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretPolicy } from '@cdktf/provider-aws/lib/secretsmanager-secret-policy';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { RotationResources } from './rotation';

/** Every resource of a secret. */
export interface ManagedSecretResources extends RotationResources {
  /** The secret. */
  readonly secret: SecretsmanagerSecret;
  /** The value that a generated secret begins with. */
  readonly initialValue?: SecretsmanagerSecretVersion;
  /** The key that encrypts it, unless AWS manages the key. */
  readonly key?: KmsKey;
  /** The one policy of the secret: it refuses other accounts. */
  readonly resourcePolicy?: SecretsmanagerSecretPolicy;
}
