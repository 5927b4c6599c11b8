import { PAGE } from './page';
import { fits, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** When a secret is rotated. */
export interface SecretRotationOptions {
  /**
   * Days from one rotation to the next, 1 to 1000.
   *
   * @default 30
   */
  readonly everyDays?: number;
}

/**
 * The function that rotates a secret.
 *
 * @internal
 */
export enum SecretRotationKind {
  /** The path: it has a new value generated, and nothing else is told of it. */
  NEW_VALUE = 'new-value',
  /** A function of the team: it changes the value, and what the value opens. */
  FUNCTION = 'function',
}

/** How a secret gets a new value, without anybody's doing. */
export class SecretRotation {
  /**
   * Secrets Manager generates a new value, as it did the first one. For a value that opens nothing elsewhere, and that
   * only users of the secret read: a key that signs links or sessions. The value before stays readable, under the label
   * `AWSPREVIOUS`, until the next rotation. Only for a generated secret.
   */
  public static byNewValue(options: SecretRotationOptions = {}): SecretRotation {
    checkStruct('SecretRotationOptions', options ?? {}, refusal('SecretRotation.byNewValue', PAGE), 'options');
    return new SecretRotation(SecretRotationKind.NEW_VALUE, options?.everyDays);
  }

  /**
   * A Lambda function changes the secret, and the system that it opens, in the four steps of Secrets Manager. Secrets
   * Manager may invoke it for this secret. It needs the right to read and write the secret:
   * `rotator.uses(secret, Access.READ_WRITE)`.
   *
   * @param functionArn its ARN, or that of a version or an alias
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
   */
  public static byFunction(functionArn: string, options: SecretRotationOptions = {}): SecretRotation {
    const refuse = refusal('SecretRotation.byFunction', PAGE);
    checkStruct('SecretRotationOptions', options ?? {}, refuse, 'options');
    if (!fits(functionArn, /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/)) {
      refuse(
        `${said(functionArn)} is not the ARN of a function.`,
        "Give functionArn of a function, or 'arn:aws:lambda:eu-west-1:111122223333:function:rotator'.",
      );
    }
    return new SecretRotation(SecretRotationKind.FUNCTION, options?.everyDays, functionArn);
  }

  private constructor(
    /**
     * Which kind it is.
     *
     * @internal
     */
    public readonly _kind: SecretRotationKind,
    /** Days from one rotation to the next, where they were given. */
    public readonly everyDays?: number,
    /** The function of the team that changes the secret. */
    public readonly functionArn?: string,
  ) {}
}
