import { SecretDecisions } from './decisions';
import { ManagedSecretProps } from './props';
import { SecretRotation, SecretRotationKind } from './rotation';
import { SecretSource, SecretSourceKind } from './source';
import { isGiven, Refuse } from '../../support/input';
import { checkRuntime } from '../../support/runtimes';
import { isToken } from '../../support/tokens';

/** Refuses props that cannot be right. */
export function checkProps({ source, rotation }: ManagedSecretProps, refuse: Refuse): void {
  if (isGiven(source) && !(source instanceof SecretSource)) {
    refuse(
      'source is not a SecretSource.',
      'Give SecretSource.generated() or SecretSource.imported(). A value in the code would be a secret no more.',
    );
  }
  if (isGiven(rotation) && !(rotation instanceof SecretRotation)) {
    refuse(
      'rotation is not a SecretRotation.',
      "Give SecretRotation.byNewValue(), or SecretRotation.byFunction('arn:aws:lambda:...').",
    );
  }
  for (const [name, value] of Object.entries({ length: source?.options.length, everyDays: rotation?.everyDays })) {
    if (isToken(value)) refuse(`${name} is known at deployment only.`, 'Give a whole number, known at synth.');
  }
}

/** Refuses a rotation by a new value where that is not all it takes. */
export function checkChoices(choices: SecretDecisions, { source }: ManagedSecretProps, refuse: Refuse): void {
  checkRuntime(choices.rotationRuntime, { label: 'secret.rotationRuntime', language: 'nodejs' }, refuse);
  checkAlphabet(choices, refuse);
  if (choices.rotatedBy !== SecretRotationKind.NEW_VALUE) return;
  if (choices.source !== SecretSourceKind.GENERATED) {
    refuse(
      'rotation gives it a new value, and whoever made the imported one would not know it.',
      'Give SecretRotation.byFunction(...) a function that tells them, or let SecretSource.generated() make it.',
    );
  }
  // It is made again later, when nothing is deployed.
  if (Object.values(source?.options.fields ?? {}).some(isToken)) {
    refuse(
      'fields has what is known at deployment only, and rotation makes it again by itself.',
      'Give texts, known at synth; or SecretRotation.byFunction(...).',
    );
  }
}

const KINDS: readonly [kind: string, characters: RegExp][] = [
  ['capital', /[A-Z]/],
  ['small letter', /[a-z]/],
  ['digit', /[0-9]/],
  ['punctuation', /[^A-Za-z0-9 ]/],
];
/** All visible characters of ASCII. */
const ASCII = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33));

/** Refuses an alphabet without a kind of characters of which Secrets Manager has to give one. */
function checkAlphabet(choices: SecretDecisions, refuse: Refuse): void {
  const { excludedCharacters, punctuation, everyKind } = choices;
  const kinds = KINDS.filter(([kind]) => punctuation || kind !== 'punctuation');
  const left = (pattern: RegExp) => [...ASCII].some(each => pattern.test(each) && !excludedCharacters.includes(each));
  const missing = kinds.find(([, pattern]) => !left(pattern));
  if (missing === undefined || (!everyKind && kinds.some(([, pattern]) => left(pattern)))) return;
  refuse(
    `excludeCharacters leaves no ${missing[0]}, and the value is to have one.`,
    'Leave one of each kind, or ask the platform team to unset secret.everyKind.',
  );
}
