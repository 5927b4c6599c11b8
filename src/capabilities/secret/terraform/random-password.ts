import { ref, TerraformElement, Token } from 'cdktf';
import { Construct } from 'constructs';
import { providerOf } from '../../../engines/terraform/provider';

const TYPE = 'aws_secretsmanager_random_password';

/** How a password is made. */
export interface RandomPasswordConfig {
  readonly passwordLength: number;
  readonly excludePunctuation: boolean;
  readonly excludeCharacters?: string;
  readonly requireEachIncludedType: boolean;
}

/**
 * A password that Secrets Manager makes up whenever Terraform runs, for that run: it reaches neither the plan nor the
 * state, and only a write-only argument takes it.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs: the ephemeral resource
 * `aws_secretsmanager_random_password`
 */
export class RandomPassword extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: RandomPasswordConfig,
  ) {
    super(scope, id);
  }

  /** The password. */
  public get value(): string {
    return Token.asString(ref(`ephemeral.${TYPE}.${this.friendlyUniqueId}.random_password`, this.cdktfStack));
  }

  public toTerraform(): any {
    const { passwordLength, excludePunctuation, excludeCharacters, requireEachIncludedType } = this.config;
    return {
      ephemeral: {
        [TYPE]: {
          [this.friendlyUniqueId]: {
            provider: providerOf(this)?.fqn,
            password_length: passwordLength,
            exclude_punctuation: excludePunctuation,
            exclude_characters: excludeCharacters,
            require_each_included_type: requireEachIncludedType,
          },
        },
      },
    };
  }
}
