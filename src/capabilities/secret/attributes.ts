import { IConstruct } from 'constructs';
import { SecretAddress } from './binding';
import { maxAgeOf } from './decisions';
import { DeploymentPlace, throughService } from '../../parts/data-key/policies';
import { Ledger } from '../../path/decision';
import { GoldenPath } from '../../path/golden-path';
import { InvalidInputError } from '../../support/errors';
import { fits, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** What is known of a secret that was made elsewhere: its ARN, or its name. */
export interface SecretAttributes {
  /**
   * The complete ARN, with the six characters at its end.
   *
   * @default - the secret of this name
   */
  readonly secretArn?: string;
  /**
   * The name, in the account and region of the stack. Policies then have a pattern for the six characters that the ARN
   * ends in.
   *
   * @default - the secret of this ARN
   */
  readonly secretName?: string;
  /**
   * The ARN of the customer-managed key, not of an alias.
   *
   * @default - the secret has the key that AWS manages
   */
  readonly kmsKeyArn?: string;
}

/** A secret that was made elsewhere, as consumers come to know it. */
export interface KnownSecret {
  /** What it is read by. */
  readonly arn: string;
  /** What a policy knows it by. */
  readonly grantedArn: string;
  readonly keyArn?: string;
}

/**
 * Who makes a secret known: by its attributes, or by another construct. Gets the path of the construct, and where it
 * stands.
 */
export type Introduction = (where: string, place: () => DeploymentPlace) => KnownSecret;

/**
 * By its attributes.
 *
 * @throws InvalidInputError for what cannot be right; what is known at deployment only passes
 */
export function byAttributes(attributes: SecretAttributes): Introduction {
  return (where, place) => {
    checkAttributes(attributes ?? {}, where);
    const { secretArn, secretName, kmsKeyArn: keyArn } = attributes;
    if (secretArn !== undefined) return { arn: secretArn, grantedArn: secretArn, keyArn };
    const { partition, region, account } = place();
    return inPart(`arn:${partition}:secretsmanager:${region}:${account}:secret:${secretName}`, keyArn);
  };
}

/** A secret whose ARN lacks the six characters that Secrets Manager ends it with. */
export function inPart(arn: string, keyArn: string | undefined): KnownSecret {
  return { arn, grantedArn: `${arn}-??????`, keyArn };
}

function checkAttributes({ secretArn, secretName, kmsKeyArn }: SecretAttributes, where: string): void {
  const refuse = refusal(where, 'guides/secret.md', InvalidInputError);
  if ((secretArn === undefined) === (secretName === undefined)) {
    refuse(
      secretArn === undefined
        ? 'Neither secretArn nor secretName is given.'
        : 'Both secretArn and secretName are given.',
      'Give one of them: the ARN, where you know it.',
    );
  }
  if (secretArn !== undefined && !fits(secretArn, /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/)) {
    refuse(
      `secretArn is ${said(secretArn)}.`,
      'Give the complete ARN, with the six characters at its end; or secretName.',
    );
  }
  // A wildcard would be other secrets too.
  if (secretName !== undefined && !fits(secretName, /^[A-Za-z0-9/_+=.@!-]{1,512}$/)) {
    refuse(`secretName is ${said(secretName)}.`, 'Give letters, digits and /_+=.@!-, at most 512.');
  }
  if (kmsKeyArn !== undefined && !fits(kmsKeyArn, /^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/)) {
    refuse(`kmsKeyArn is ${said(kmsKeyArn)}.`, 'Give the ARN of the key, not of an alias.');
  }
}

/** What consumers must know of it. */
export function addressOf(secret: IConstruct, introduction: Introduction, place: () => DeploymentPlace): SecretAddress {
  const { id, path } = secret.node;
  const known = introduction(path, place);
  return {
    ...known,
    id,
    path,
    keyConditions: known.keyArn ? throughService('secretsmanager', regionOf(known.arn) ?? place().region) : {},
    maxAgeSeconds: maxAgeOf(new Ledger('secret', GoldenPath._settingsOf(secret), path)),
  };
}

/** The region that a secret is in, where its ARN says it. */
function regionOf(arn: string): string | undefined {
  return isToken(arn) ? undefined : arn.split(':')[3];
}
