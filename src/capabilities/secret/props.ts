import { SecretRotation } from './rotation';
import { SecretSource } from './source';

export { SecretRotation, SecretRotationKind } from './rotation';
export type { SecretRotationOptions } from './rotation';
export { SecretSource, SecretSourceKind } from './source';
export type { GeneratedSecretOptions } from './source';

/** What an app team says of its secret. */
export interface ManagedSecretProps {
  /**
   * Where the value comes from.
   *
   * @default SecretSource.generated()
   */
  readonly source?: SecretSource;
  /**
   * How it gets a new value, by itself.
   *
   * @default - it keeps its value until somebody puts another one
   */
  readonly rotation?: SecretRotation;
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
}
