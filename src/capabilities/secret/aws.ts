import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { byAttributes, SecretAttributes } from './attributes';
import { SecretPolicy } from './aws/policy';
import { renderSecret } from './aws/render';
import { ManagedSecretResources } from './aws/resources';
import { ManagedSecretView } from './aws/view';
import { bindingTo, ISecret } from './binding';
import { fieldsOf, SecretDecisions } from './decisions';
import { definition } from './definition';
import { bySecret, ExistingSecret, isRotatedByPlainCdk } from './existing';
import { ManagedSecretProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { keyIn } from '../../parts/data-key/aws';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { plan } from '../../path/plan';
import { pathOf } from '../../support/input';

export type { SecretAttributes } from './attributes';
export type { ManagedSecretResources } from './aws/resources';
export type { ISecret } from './binding';

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

  /** A secret that plain CDK made or imported, with its key. */
  public static fromSecret(scope: Construct, id: string, secret: secretsmanager.ISecret): ISecret {
    return new ExistingSecret(scope, id, bySecret(secret, pathOf(scope, id)));
  }

  /** Every resource, by name. */
  public readonly resources: ManagedSecretResources;

  private readonly choices: SecretDecisions;
  private readonly fields?: string[];
  private readonly policy: SecretPolicy;
  private madeSecret?: ManagedSecretView;

  constructor(scope: Construct, id: string, props: ManagedSecretProps = {}) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    this.fields = fieldsOf(planned.choices, props);
    const { policy, resources } = this._make(() => renderSecret(this, planned.choices, props));
    this.resources = resources;
    this.policy = policy;
  }

  /** The ARN. Whoever has it can ask for the value, and gets it with the right to read it. */
  public get secretArn(): string {
    return this.resources.secret.ref;
  }

  /** The secret, for plain CDK: grants, containers, databases. */
  public get secret(): secretsmanager.ISecret {
    const {
      resources: { secret },
      policy,
    } = this;
    return (this.madeSecret ??= new ManagedSecretView(this, { secret, policy, keyArn: this.keyArn }));
  }

  /** The key that encrypts it, for plain CDK; nothing where AWS manages the key. */
  public get key(): kms.IKey | undefined {
    return this.secret.encryptionKey;
  }

  /** The binding of a consumer: its variables and its permissions. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        arn: this.secretArn,
        grantedArn: this.secretArn,
        keyArn: this.keyArn,
        keyConditions: throughService('secretsmanager', Stack.of(this).region),
        maxAgeSeconds: this.choices.consumerMaxAgeSeconds,
        rotated: this.choices.rotatedBy !== null || isRotatedByPlainCdk(this.madeSecret),
        fields: this.fields,
      },
      request,
    );
  }

  private get keyArn(): string | undefined {
    return keyArnOf(this.choices, this.resources.key?.attrArn);
  }
}
