import { InvalidInputError } from '../../support/errors';
import { isObject, isText, refusal, said } from '../../support/input';

/** What a generated value looks like. */
export interface GeneratedSecretOptions {
  /**
   * How many characters are generated, 8 to 4096.
   *
   * @default 40
   */
  readonly length?: number;
  /**
   * Whether there is punctuation among them.
   *
   * @default false
   */
  readonly punctuation?: boolean;
  /**
   * Characters that are never among them, each of them a letter, a digit or punctuation.
   *
   * @default - with punctuation those that databases, URLs and shells take for their own
   */
  readonly excludeCharacters?: string;
  /**
   * Makes the secret a JSON object: what stands in it beside the generated value, for instance `{ username: 'app' }`.
   * It is written
   * into the template, so nothing in here may be secret.
   *
   * @default - the secret is the generated text alone
   */
  readonly fields?: { readonly [name: string]: string };
  /**
   * The name of the generated value in the JSON object.
   *
   * @default 'password'
   */
  readonly generatedField?: string;
}

/** Where the value of a secret comes from. */
export enum SecretSourceKind {
  /** Secrets Manager makes it. */
  GENERATED = 'generated',
  /** A human or another system puts it. */
  IMPORTED = 'imported',
}

/** Where the value of a secret comes from. It is never in a template, in a state, or in the code. */
export class SecretSource {
  /** Secrets Manager makes it, once. No human and no template ever sees it. */
  public static generated(options: GeneratedSecretOptions = {}): SecretSource {
    checkOptions(options ?? {});
    return new SecretSource(SecretSourceKind.GENERATED, options ?? {});
  }

  /**
   * A human or another system puts it, by `aws secretsmanager put-secret-value`. Until then the secret has no value,
   * and reading it
   * fails. No deployment ever touches it.
   */
  public static imported(): SecretSource {
    return new SecretSource(SecretSourceKind.IMPORTED, {});
  }

  private constructor(
    /** Which kind it is. */
    public readonly kind: SecretSourceKind,
    /** What a generated value looks like. */
    public readonly options: GeneratedSecretOptions,
  ) {}
}

const refuse = refusal('SecretSource', 'guides/secret.md', InvalidInputError);

function checkOptions({ punctuation, excludeCharacters, fields, generatedField }: GeneratedSecretOptions): void {
  if (given(punctuation) && typeof punctuation !== 'boolean') {
    refuse(`punctuation is ${said(punctuation)}.`, 'Give true or false.');
  }
  // What Secrets Manager takes: visible characters of ASCII.
  if (given(excludeCharacters) && !(typeof excludeCharacters === 'string' && /^[!-~]*$/.test(excludeCharacters))) {
    refuse(
      `excludeCharacters is ${said(excludeCharacters)}.`,
      "Give a text of letters, digits and punctuation, for instance '0O1l'.",
    );
  }
  if (
    given(fields) &&
    !(isObject(fields) && Object.entries(fields!).every(([name, value]) => isText(name) && typeof value === 'string'))
  ) {
    refuse(`fields is ${said(fields)}.`, "Give an object of texts, for instance { username: 'app' }.");
  }
  if (given(generatedField) && !isText(generatedField)) {
    refuse(`generatedField is ${said(generatedField)}.`, "Give a name, for instance 'password'.");
  }
  if (given(generatedField) && !given(fields)) {
    refuse(
      `generatedField is ${said(generatedField)}, and the secret is no JSON object.`,
      'Give fields as well; {} if there is nothing else in it.',
    );
  }
  if (given(fields) && Object.keys(fields!).includes(generatedField ?? 'password')) {
    refuse(
      `fields has '${generatedField ?? 'password'}', which is the generated value.`,
      'Take it out, or give generatedField another name.',
    );
  }
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}
