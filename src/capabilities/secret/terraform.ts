import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretPolicy } from '@cdktf/provider-aws/lib/secretsmanager-secret-policy';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Construct } from 'constructs';
import { byAttributes, SecretAttributes } from './attributes';
import { bindingTo, IBindableSecret } from './binding';
import { checkProps } from './check';
import { decide, SecretDecisions } from './decisions';
import { accountOnlyPolicy, keyUsers } from './policies';
import { ManagedSecretProps, SecretRotationKind } from './props';
import { ExistingSecret } from './terraform/existing';
import { renderInitialValue } from './terraform/initial-value';
import { renderRotation, RotationResources } from './terraform/rotation';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { json } from '../../engines/terraform/json';
import { preventDestroy } from '../../engines/terraform/lifecycle';
import { nameOf } from '../../engines/terraform/names';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { throughService } from '../../parts/data-key/policies';
import { dataKey } from '../../parts/data-key/terraform';
import { GoldenPath } from '../../path/golden-path';
import { description } from '../../support/names';

export type { SecretAttributes } from './attributes';
export type { IBindableSecret } from './binding';

/** Every resource of a secret. */
export interface ManagedSecretResources extends RotationResources {
  /** The secret. */
  readonly secret: SecretsmanagerSecret;
  /** The value that a generated secret begins with. */
  readonly initialValue?: SecretsmanagerSecretVersion;
  /** What encrypts it, where the key that AWS manages is not enough. */
  readonly key?: KmsKey;
  /** Whom the secret itself refuses. */
  readonly resourcePolicy?: SecretsmanagerSecretPolicy;
}

/** A name takes 512 characters, and Terraform adds 26. */
const LONGEST_PREFIX = 480;

/**
 * A secret: generated or imported, encrypted, for this account only, rotated. Whoever uses it reads it at use, and so
 * notices a new
 * value by itself.
 *
 * @example
 * const key = new ManagedSecret(stack, 'PaymentKey', { source: SecretSource.imported() });
 * orders.uses(key);
 */
export class ManagedSecret extends CapabilityConstruct implements IBindableSecret {
  /** A secret that was made elsewhere, for consumers to use. */
  public static fromSecretAttributes(scope: Construct, id: string, attributes: SecretAttributes): IBindableSecret {
    return new ExistingSecret(scope, id, byAttributes(attributes));
  }

  /** A secret that was made elsewhere, by its complete ARN. It has the key that AWS manages. */
  public static fromSecretArn(scope: Construct, id: string, secretArn: string): IBindableSecret {
    return ManagedSecret.fromSecretAttributes(scope, id, { secretArn });
  }

  /** A secret of this account and region, by its name. It has the key that AWS manages. */
  public static fromSecretName(scope: Construct, id: string, secretName: string): IBindableSecret {
    return ManagedSecret.fromSecretAttributes(scope, id, { secretName });
  }

  /** Every resource, by name. */
  public readonly resources: ManagedSecretResources;

  private readonly decided: SecretDecisions;

  constructor(scope: Construct, id: string, props: ManagedSecretProps = {}) {
    super(scope, id, 'secret');
    using _untraced = withoutTokenTraces();
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props ?? {}, this._ledger));
    this._ownedBy(props?.owner ?? GoldenPath.of(this)?.owner);

    const kept = decided.onRemoval === 'retain';
    const logsKept = decided.rotatedBy === SecretRotationKind.NEW_VALUE && decided.logsKeptOnDeletion;
    const key = decided.ownKey
      ? dataKey(this, decided, `Secret ${this.node.path}.`, keyUsers(decided), kept || logsKept)
      : undefined;
    const secret = this._slot(
      'secret',
      new SecretsmanagerSecret(this, 'Resource', {
        // A name of its own each time: that of a deleted secret is taken for as long as it can be restored.
        namePrefix: `${nameOf(this, 'secret', LONGEST_PREFIX)}-`,
        description: description(`Secret ${this.node.path}.`),
        kmsKeyId: key?.arn,
        recoveryWindowInDays: decided.recoveryDays,
        lifecycle: preventDestroy(kept),
        tags: this._tags,
      }),
    );
    const initialValue = renderInitialValue(this, decided, secret, props?.source?.options.fields);
    const resourcePolicy = decided.accountOnly
      ? this._slot(
          'resourcePolicy',
          new SecretsmanagerSecretPolicy(this, 'ResourcePolicy', {
            secretArn: secret.arn,
            policy: json(accountOnlyPolicy(context(this).account)),
            blockPublicPolicy: decided.blockPublicPolicy,
          }),
        )
      : undefined;
    this.resources = {
      secret,
      initialValue,
      key,
      resourcePolicy,
      ...renderRotation(this, decided, props ?? {}, { secret, key, initialValue }),
    };
  }

  /** Its ARN. Whoever has it can ask for the value, and gets it with the right to read it. */
  public get secretArn(): string {
    return this.resources.secret.arn;
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { key } = this.resources;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.secretArn,
        grantedArn: this.secretArn,
        keyArn: key?.arn,
        keyConditions: key ? throughService('secretsmanager', context(this).region) : {},
        maxAgeSeconds: this.decided.consumerMaxAgeSeconds,
      },
      request,
    );
  }
}
