import { always, Choice, choose, DecidedBy, follows } from '../../path/decision';
import { Place } from '../../record/place';
import { checkKeyArn, partsOf } from '../../support/arn';
import { isGiven, Refuse } from '../../support/input';
import { differs } from '../../support/regional';
import { isToken } from '../../support/tokens';

/**
 * The props of every capability that encrypts with a key.
 *
 * @internal
 */
export interface BroughtKeyProps {
  readonly encryptionKeyArn?: string;
}

/**
 * The choices about a key that was brought.
 *
 * @internal
 */
export interface BroughtKeyChoices {
  /** The ARN of a key that stands already. Null where the path makes one, or where a key of AWS is enough. */
  readonly broughtKey: string | null;
}

/**
 * A key as what it encrypts names it: one that was brought, or one that was made.
 *
 * @internal
 */
export interface EncryptingKey {
  readonly arn: string;
}

/**
 * Whose key it is: the one that a team brings, the one that a platform team brings for all, or none that stands
 * already.
 *
 * @internal
 */
export function broughtKeyDecision({ encryptionKeyArn }: BroughtKeyProps) {
  return {
    broughtKey: choose<string | null>(encryptionKeyArn, null).because(
      'The path makes the key, and its policy lets in what uses it. One that stands already keeps its own policy.',
    ),
  };
}

/**
 * Whether there is a key whose use can be seen and ended: with one that was brought, there is.
 *
 * @internal
 */
export function ownKeyUnless({ broughtKey }: BroughtKeyChoices, choice: Choice<boolean>): Choice<boolean> {
  return broughtKey === null ? choice : follows(true).because(choice.reason);
}

const LOG_KEY_REASON = 'A key of your own, for 1 USD a month, can be audited and withdrawn.';

/**
 * Whose key encrypts logs, where they are all that there is to encrypt.
 *
 * @internal
 */
export function logEncryptionUnless({ broughtKey }: BroughtKeyChoices) {
  const choice =
    broughtKey === null
      ? always<string>({ development: 'service-key', staging: 'own-key', production: 'own-key' }).oneOf(
          'service-key',
          'own-key',
        )
      : follows<string>('own-key');
  return { logEncryption: choice.because(LOG_KEY_REASON) };
}

/**
 * The ARN of the key that encrypts: the one that was brought, or the one that was made.
 *
 * @internal
 */
export function keyArnOf({ broughtKey }: BroughtKeyChoices, made: string | undefined): string | undefined {
  return broughtKey ?? made;
}

/** A construct that is planned, as far as its key is concerned. */
interface Planned {
  readonly props: BroughtKeyProps;
  readonly choices: BroughtKeyChoices;
  readonly refuse: Refuse;
}

/**
 * What an engine knows of a key that is brought.
 *
 * @internal
 */
export interface BroughtKeyFacts {
  /** The region that the construct is deployed in, if the code says it. */
  readonly region?: string;
  /** What the ARN refers to in this app. */
  readonly referent?: KeyReferent;
}

/**
 * What stands in this app, and is given for a key.
 *
 * @internal
 */
export interface KeyReferent {
  /** What it is, where it is not the ARN of a key: `Arn of Stack/Alias`. */
  readonly otherwise?: string;
  /** The region of the key, if the code says it. */
  readonly region?: string;
}

/**
 * Refuses a key that is none, and a key of another region: no service encrypts with it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 * @internal
 */
export function checkBroughtKey(
  { props, choices, refuse }: Planned,
  factsOf: (keyArn: string) => BroughtKeyFacts,
): void {
  const { broughtKey } = choices;
  if (broughtKey === null) return;
  const name = isGiven(props.encryptionKeyArn) ? 'encryptionKeyArn' : `broughtKey of the ${DecidedBy.PLATFORM_TEAM}`;
  checkKeyArn(name, broughtKey, refuse);
  const { region, referent } = factsOf(broughtKey);
  if (referent?.otherwise) {
    refuse(`${name} is the ${referent.otherwise}.`, 'Give the ARN of the key: not its id, and not an alias.');
  }
  const ofKey = isToken(broughtKey) ? referent?.region : partsOf(broughtKey, () => '').region;
  if (!differs(ofKey, region)) return;
  refuse(
    `${name} is of ${ofKey}, and this stack of ${region}.`,
    'Give a key of the region of the stack: a multi-Region key has a replica there, with an ARN of its own.',
  );
}

/**
 * The warning to whoever would add to the policy of a brought key.
 *
 * @param statement what it has to allow
 * @internal
 */
export function broughtKeyNotice(statement: object): string {
  return (
    'The key was brought, and the path does not change its policy. See that it has what this asks for: ' +
    JSON.stringify(statement)
  );
}

/**
 * Where a brought key is seen.
 *
 * @internal
 */
export function broughtKeyPlace(
  where: Pick<Place, 'slot' | 'slots' | 'gather' | 'cloudformation' | 'terraform'>,
  when: { readonly [decision: string]: any } = {},
): Place<BroughtKeyChoices> {
  return { decision: 'broughtKey', ...where, when: { ...when, broughtKey: { not: [null] } } };
}
