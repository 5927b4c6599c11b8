import { IConstruct } from 'constructs';
import { SecretAddress } from './binding';
import { maxAgeOf } from './decisions';
import { PAGE } from './page';
import { DeploymentPlace, throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { checkKeyArn } from '../../support/arn';
import { fits, isGiven, pathOf, refusal, Refuse, said } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

/** A secret that was made elsewhere: its ARN, or its name. */
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

/** A secret that was made elsewhere, by one of three. */
export interface SecretReference {
  /** The complete ARN. */
  readonly arn?: string;
  /** The ARN without the six characters that Secrets Manager ends it with. */
  readonly partialArn?: string;
  readonly name?: string;
  readonly keyArn?: string;
  /** Whether something that this app knows of gives it new values. It may become known later. */
  readonly isRotated?: () => boolean;
}

/**
 * A secret by its attributes.
 *
 * @throws InvalidInputError for attributes that cannot be right; a value that is known at deployment only passes
 */
export function byAttributes(attributes: SecretAttributes, where: string): SecretReference {
  checkAttributes(attributes, refusal(where, PAGE));
  const { secretArn, secretName, kmsKeyArn } = attributes;
  return { arn: secretArn ?? undefined, name: secretName ?? undefined, keyArn: kmsKeyArn ?? undefined };
}

function checkAttributes(attributes: SecretAttributes, refuse: Refuse): void {
  checkStruct('SecretAttributes', attributes, refuse, 'attributes');
  const { secretArn, secretName, kmsKeyArn } = attributes;
  if (isGiven(secretArn) === isGiven(secretName)) {
    refuse(
      isGiven(secretArn) ? 'Both secretArn and secretName are given.' : 'Neither secretArn nor secretName is given.',
      'Give one of them: the ARN, where you know it.',
    );
  }
  if (isGiven(secretArn) && !fits(secretArn, /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/)) {
    refuse(
      `secretArn is ${said(secretArn)}.`,
      'Give the complete ARN, with the six characters at its end; or secretName.',
    );
  }
  // A wildcard would be other secrets too.
  if (isGiven(secretName) && !fits(secretName, /^[A-Za-z0-9/_+=.@!-]{1,512}$/)) {
    refuse(`secretName is ${said(secretName)}.`, 'Give letters, digits and /_+=.@!-, at most 512.');
  }
  if (isGiven(kmsKeyArn) && !fits(kmsKeyArn, /^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/)) {
    refuse(`kmsKeyArn is ${said(kmsKeyArn)}.`, 'Give the ARN of the key, not of an alias.');
  }
  checkKeyArn('kmsKeyArn', kmsKeyArn, refuse);
}

/**
 * A secret that was made elsewhere, as a binding knows it.
 *
 * @param place where the construct stands, if it has to be known
 */
export function addressOf(
  secret: Pick<SecretAddress, 'id' | 'path' | 'maxAgeSeconds'>,
  { arn: completeArn, partialArn, name, keyArn }: SecretReference,
  place: () => DeploymentPlace,
): SecretAddress {
  const arn = completeArn ?? partialArn ?? arnWithout(name!, place());
  return {
    ...secret,
    arn,
    grantedArn: completeArn ?? `${arn}-??????`,
    knownInPart: completeArn === undefined,
    keyArn,
    keyConditions: keyArn ? throughService('secretsmanager', regionIn(arn) ?? place().region) : {},
  };
}

/** For how long consumers may keep a secret that was made elsewhere, in seconds, by the path of its place. */
export function maxAgeAt(scope: IConstruct, id: string): number {
  return maxAgeOf(new Ledger('secret', GoldenPath._settingsOf(scope), pathOf(scope, id)));
}

/** The ARN of a name, without the six characters that nobody knows. */
function arnWithout(name: string, { partition, region, account }: DeploymentPlace): string {
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
}

/** The region of a secret, where its ARN says it. */
function regionIn(arn: string): string | undefined {
  return isToken(arn) ? undefined : arn.split(':')[3];
}
