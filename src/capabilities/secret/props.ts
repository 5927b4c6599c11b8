import { SecretRotation } from './rotation';
import { SecretSource } from './source';

export { SecretRotation } from './rotation';
export type { SecretRotationOptions } from './rotation';
export { SecretSource } from './source';
export type { GeneratedSecretOptions } from './source';

/** The choices of an app team about its secret. */
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
