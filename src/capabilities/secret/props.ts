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
  /**
   * The ARN of a KMS key that stands already: `key.keyArn` of plain CDK. Refused is an alias, and a key of another
   * region than that of the stack. Where the path’s own function renews the value, its policy must let in CloudWatch
   * Logs: the path does not change it.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ rotationRole: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}
