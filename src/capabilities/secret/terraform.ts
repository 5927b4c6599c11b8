import { Construct } from 'constructs';
import { byAttributes, SecretAttributes } from './attributes';
import { bindingTo, ISecret } from './binding';
import { fieldsOf, SecretDecisions } from './decisions';
import { definition } from './definition';
import { ManagedSecretProps } from './props';
import { ExistingSecret } from './terraform/existing';
import { renderSecret } from './terraform/render';
import { ManagedSecretResources } from './terraform/resources';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { keyIn } from '../../parts/data-key/terraform';
import { pathOf } from '../../support/input';

export type { SecretAttributes } from './attributes';
export type { ISecret } from './binding';
export type { ManagedSecretResources } from './terraform/resources';

/**
 * A secret: generated or imported, encrypted, for this account only, rotated. Whoever uses it reads it at use, and so
 * notices a new value by itself.
 *
 * @example
 * const key = new ManagedSecret(stack, 'PaymentKey', { source: SecretSource.imported() });
 * orders.uses(key);
 */
export class ManagedSecret extends CapabilityConstruct implements ISecret {
  /** A secret that was made elsewhere, for consumers to use. */
  public static fromSecretAttributes(scope: Construct, id: string, attributes: SecretAttributes): ISecret {
    return new ExistingSecret(scope, id, byAttributes(attributes, pathOf(scope, id)));
  }

  /** A secret that was made elsewhere, by its complete ARN. It has the key that AWS manages. */
  public static fromSecretArn(scope: Construct, id: string, secretArn: string): ISecret {
    return ManagedSecret.fromSecretAttributes(scope, id, { secretArn });
  }

  /** A secret of this account and region, by its name. It has the key that AWS manages. */
  public static fromSecretName(scope: Construct, id: string, secretName: string): ISecret {
    return ManagedSecret.fromSecretAttributes(scope, id, { secretName });
  }

  /** Every resource, by name. */
  public readonly resources: ManagedSecretResources;

  private readonly choices: SecretDecisions;
  private readonly fields?: string[];

  constructor(scope: Construct, id: string, props: ManagedSecretProps & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    this.fields = fieldsOf(planned.choices, props);
    this.resources = this._make(() => renderSecret(this, planned.choices, props));
  }

  /** The ARN. Whoever has it can ask for the value, and gets it with the right to read it. */
  public get secretArn(): string {
    return this.resources.secret.arn;
  }

  /** The binding of a consumer: its variables and its permissions. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const keyArn = keyArnOf(this.choices, this.resources.key?.arn);
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        arn: this.secretArn,
        grantedArn: this.secretArn,
        keyArn,
        keyConditions: keyArn ? throughService('secretsmanager', context(this).region) : {},
        maxAgeSeconds: this.choices.consumerMaxAgeSeconds,
        rotated: this.choices.rotatedBy !== null,
        fields: this.fields,
      },
      request,
    );
  }
}
