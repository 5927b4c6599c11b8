import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IDependable } from 'constructs';
import { byAttributes, SecretAttributes } from './attributes';
import { renderRotation } from './aws/rotation';
import { ManagedSecretView, otherAccount } from './aws/view';
import { bindingTo, IBindableSecret } from './binding';
import { checkProps } from './check';
import { decide, SecretDecisions } from './decisions';
import { bySecret, ExistingSecret } from './existing';
import { accountOnlyNotice, accountOnlyPolicy, keyUsers } from './policies';
import { ManagedSecretProps, SecretSourceKind } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../engines/aws/removal';
import { dataKey } from '../../parts/data-key/aws';
import { throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';
import { description } from '../../support/names';

export type { SecretAttributes } from './attributes';
export type { IBindableSecret } from './binding';

/** Every resource of a secret, as its L1. */
export interface ManagedSecretResources {
  /** The secret. */
  readonly secret: secretsmanager.CfnSecret;
  /**
   * What encrypts it.
   *
   * @default - the key that AWS manages
   */
  readonly key?: kms.CfnKey;
  /**
   * Whom the secret itself refuses.
   *
   * @default - it leaves that to IAM
   */
  readonly resourcePolicy?: secretsmanager.CfnResourcePolicy;
  /**
   * The right of Secrets Manager to invoke the function that rotates it.
   *
   * @default - it is not rotated
   */
  readonly rotationPermission?: lambda.CfnPermission;
  /**
   * When it is rotated, and by which function.
   *
   * @default - it is not rotated
   */
  readonly rotationSchedule?: secretsmanager.CfnRotationSchedule;
  /**
   * The path's own function, which gives it a new value.
   *
   * @default - it is not rotated, or by a function of the team
   */
  readonly rotationFunction?: lambda.CfnFunction;
  /**
   * Where that function logs.
   *
   * @default - none
   */
  readonly rotationLogGroup?: logs.CfnLogGroup;
  /**
   * What that function runs as.
   *
   * @default - none
   */
  readonly rotationRole?: iam.CfnRole;
  /**
   * What that function may do: give this secret new values. It cannot read them.
   *
   * @default - none
   */
  readonly rotationRolePolicy?: iam.CfnRolePolicy;
  /**
   * Looks for rotations that failed.
   *
   * @default - no alarm
   */
  readonly rotationFailedRule?: events.CfnRule;
  /**
   * A rotation failed.
   *
   * @default - no alarm
   */
  readonly rotationFailedAlarm?: cloudwatch.CfnAlarm;
}

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

  /** A secret that plain CDK made or imported, with its key. */
  public static fromSecret(scope: Construct, id: string, secret: secretsmanager.ISecret): IBindableSecret {
    return new ExistingSecret(scope, id, bySecret(secret));
  }

  /** Every resource, by name. */
  public readonly resources: ManagedSecretResources;

  private readonly decided: SecretDecisions;
  private resourcePolicy?: secretsmanager.CfnResourcePolicy;
  private madeSecret?: ManagedSecretView;

  constructor(scope: Construct, id: string, props: ManagedSecretProps = {}) {
    super(scope, id, 'secret');
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props ?? {}, this._ledger));
    this._ownedBy(props?.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey ? dataKey(this, decided, `Secret ${this.node.path}.`, keyUsers(decided)) : undefined;
    const secret = this._slot(
      'secret',
      withRemovalPolicy(
        new secretsmanager.CfnSecret(this, 'Resource', {
          description: description(`Secret ${this.node.path}.`),
          generateSecretString: generation(decided, props?.source?.options.fields),
          kmsKeyId: key?.attrArn,
        }),
        decided.onRemoval,
      ),
    );
    if (decided.accountOnly) {
      this.resourcePolicy = this.makeResourcePolicy(secret, accountOnlyPolicy(Stack.of(this).account));
    }
    const rotation = renderRotation(this, decided, props ?? {}, secret.ref, key);
    this.resources = { secret, key, resourcePolicy: this.resourcePolicy, ...rotation };
  }

  /** Its ARN. Whoever has it can ask for the value, and gets it with the right to read it. */
  public get secretArn(): string {
    return this.resources.secret.ref;
  }

  /** The secret, as CDK has it: for grants, for containers, for databases. */
  public get secret(): secretsmanager.ISecret {
    return (this.madeSecret ??= new ManagedSecretView(this, {
      secret: this.resources.secret,
      keyArn: this.resources.key?.attrArn,
      addToPolicy: statement => this.addToPolicy(statement),
    }));
  }

  /** What encrypts it, as CDK has it; nothing where AWS manages the key. */
  public get key(): kms.IKey | undefined {
    return this.secret.encryptionKey;
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.secretArn,
        grantedArn: this.secretArn,
        keyArn: this.resources.key?.attrArn,
        keyConditions: throughService('secretsmanager', Stack.of(this).region),
        maxAgeSeconds: this.decided.consumerMaxAgeSeconds,
      },
      request,
    );
  }

  private addToPolicy(statement: iam.PolicyStatement): IDependable {
    const refused = this.decided.accountOnly ? otherAccount(statement, Stack.of(this).account) : undefined;
    if (refused) Annotations.of(this).addWarningV2('goldenpath:secret:account-only', accountOnlyNotice(refused));
    const added = statement.toStatementJson();
    if (!this.resourcePolicy) {
      return (this.resourcePolicy = this.makeResourcePolicy(this.resources.secret, {
        Version: '2012-10-17',
        Statement: [added],
      }));
    }
    const policy = this.resourcePolicy;
    const statements: object[] = policy.resourcePolicy.Statement;
    const text = (known: object) => JSON.stringify(Stack.of(this).resolve(known));
    // CDK asks again with each rotation.
    if (!statements.some(known => text(known) === text(added))) {
      this._amend('resourcePolicy', () => {
        policy.resourcePolicy = { ...policy.resourcePolicy, Statement: [...statements, added] };
      });
    }
    return policy;
  }

  private makeResourcePolicy(
    secret: secretsmanager.CfnSecret,
    resourcePolicy: object,
  ): secretsmanager.CfnResourcePolicy {
    // What stays, stays with the policy that guards it.
    return this._slot(
      'resourcePolicy',
      withRemovalPolicy(
        new secretsmanager.CfnResourcePolicy(this, 'ResourcePolicy', {
          secretId: secret.ref,
          resourcePolicy,
          blockPublicPolicy: this.decided.blockPublicPolicy,
        }),
        this.decided.onRemoval,
      ),
    );
  }
}

/**
 * How the value is made. Nothing for an imported one: the secret is made without a value, and no deployment ever has
 * one for it.
 */
function generation(
  decided: SecretDecisions,
  fields: { readonly [name: string]: string } = {},
): secretsmanager.CfnSecret.GenerateSecretStringProperty | undefined {
  if (decided.source !== SecretSourceKind.GENERATED) return undefined;
  return {
    passwordLength: decided.length,
    excludePunctuation: !decided.punctuation,
    excludeCharacters: decided.excludedCharacters || undefined,
    requireEachIncludedType: decided.everyKind,
    ...(decided.format === 'json'
      ? { secretStringTemplate: JSON.stringify(fields), generateStringKey: decided.generatedField }
      : {}),
  };
}
