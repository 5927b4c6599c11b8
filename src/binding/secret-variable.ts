import { fits, refusal, said } from '../support/input';

/** What a variable holds of a secret: its whole value, or one field of a secret that is a JSON object. */
export class SecretVariable {
  /** The whole value. */
  public static value(): SecretVariable {
    return new SecretVariable();
  }

  /**
   * One field of a JSON object: `SecretVariable.field('password')`.
   *
   * @param name of the field; ECS cannot read one with a colon in its name
   */
  public static field(name: string): SecretVariable {
    if (!fits(name, /^[^:]+$/)) {
      refusal('SecretVariable.field', 'guides/bindings.md')(
        `The field is ${said(name)}.`,
        "Give its name in the JSON object, without a colon: SecretVariable.field('password').",
      );
    }
    return new SecretVariable(name);
  }

  private constructor(
    /**
     * The name of the field, where it is not the whole value.
     *
     * @internal
     */
    public readonly _field?: string,
  ) {}
}
