import { PAGE } from './page';
import { isGiven, isText, refusal, Refuse, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** The form of a generated value. */
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
   * Makes the secret a JSON object. These are its other fields, beside the generated value: `{ username: 'app' }`, or
   * `{}`. They stand in the template, so that nothing among them may be secret.
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

/**
 * Where the value of a secret comes from.
 *
 * @internal
 */
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
    checkOptions(options ?? {}, refusal('SecretSource.generated', PAGE));
    return new SecretSource(SecretSourceKind.GENERATED, options ?? {});
  }

  /**
   * A human or another system puts it, by `aws secretsmanager put-secret-value`. Until then the secret has no value,
   * and reading it fails. No deployment ever touches it.
   */
  public static imported(): SecretSource {
    return new SecretSource(SecretSourceKind.IMPORTED, {});
  }

  private constructor(
    /**
     * Which kind it is.
     *
     * @internal
     */
    public readonly _kind: SecretSourceKind,
    /** The form of a generated value. */
    public readonly options: GeneratedSecretOptions,
  ) {}
}

function checkOptions(options: GeneratedSecretOptions, refuse: Refuse): void {
  checkStruct('GeneratedSecretOptions', options, refuse, 'options');
  const { excludeCharacters, fields, generatedField } = options;
  // Secrets Manager takes visible characters of ASCII.
  if (isGiven(excludeCharacters) && !/^[!-~]*$/.test(excludeCharacters!)) {
    refuse(
      `excludeCharacters is ${said(excludeCharacters)}.`,
      "Give a text of letters, digits and punctuation, for instance '0O1l'.",
    );
  }
  if (!Object.entries(fields ?? {}).every(([name, value]) => isText(name) && typeof value === 'string')) {
    refuse(`fields is ${said(fields)}.`, "Give an object of texts, for instance { username: 'app' }.");
  }
  if (isGiven(generatedField) && !isText(generatedField)) {
    refuse(`generatedField is ${said(generatedField)}.`, "Give a name, for instance 'password'.");
  }
  if (isGiven(generatedField) && !isGiven(fields)) {
    refuse(
      `generatedField is ${said(generatedField)}, and the secret is no JSON object.`,
      'Give fields as well; {} if there is nothing else in it.',
    );
  }
  if (isGiven(fields) && Object.keys(fields!).includes(generatedField ?? 'password')) {
    refuse(
      `fields has '${generatedField ?? 'password'}', which is the generated value.`,
      'Take it out, or give generatedField another name.',
    );
  }
}
