import { Resource, SecretValue, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { IReliedOn, ReliedOnBy } from '../../../binding/reliance';
import { throughService } from '../policies';

/** Where a secret is, and what it is encrypted with. */
export interface SecretLocation {
  readonly secretArn: string;
  /** The customer-managed key, if it has one. */
  readonly keyArn?: string;
}

/**
 * An `ISecret` over a secret that something else made. Grants are identity policies only, those on the key included:
 * an imported secret would ask the imported key for a statement in its policy, and get none, without a word.
 */
export class SecretView extends Resource implements secretsmanager.ISecret {
  public readonly encryptionKey?: kms.IKey;
  private readonly imported: secretsmanager.ISecret;

  constructor(
    private readonly scope: Construct,
    id: string,
    private readonly location: SecretLocation,
  ) {
    super(scope, id);
    this.imported = secretsmanager.Secret.fromSecretCompleteArn(this, 'Secret', location.secretArn);
    if (location.keyArn) this.encryptionKey = kms.Key.fromKeyArn(this, 'Key', location.keyArn);
  }

  public get secretArn(): string {
    return this.imported.secretArn;
  }

  public get secretFullArn(): string | undefined {
    return this.imported.secretFullArn;
  }

  public get secretName(): string {
    return this.imported.secretName;
  }

  public get secretRef(): secretsmanager.SecretReference {
    return this.imported.secretRef;
  }

  public get secretValue(): SecretValue {
    return this.imported.secretValue;
  }

  public secretValueFromJson(key: string): SecretValue {
    return this.imported.secretValueFromJson(key);
  }

  public cfnDynamicReferenceKey(options?: any): string {
    return (this.imported as any).cfnDynamicReferenceKey(options);
  }

  public grantRead(grantee: iam.IGrantable, versionStages?: string[]): iam.Grant {
    const secret = this.grant(grantee, 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret');
    if (versionStages !== undefined) {
      (secret.principalStatement ?? secret.resourceStatement)?.addCondition('ForAnyValue:StringEquals', {
        'secretsmanager:VersionStage': versionStages,
      });
    }
    return this.withKey(grantee, secret, 'kms:Decrypt');
  }

  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    const secret = this.grant(
      grantee,
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecret',
      'secretsmanager:UpdateSecretVersionStage',
    );
    return this.withKey(grantee, secret, 'kms:Decrypt', 'kms:GenerateDataKey*');
  }

  public addRotationSchedule(
    id: string,
    options: secretsmanager.RotationScheduleOptions,
  ): secretsmanager.RotationSchedule {
    const schedule = new secretsmanager.RotationSchedule(this, id, { secret: this, ...options });
    if (options.rotationLambda) {
      this.grantKey(options.rotationLambda, 'kms:Decrypt', 'kms:GenerateDataKey*')?.applyBefore(schedule);
    }
    return schedule;
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.imported.addToResourcePolicy(statement);
  }

  public denyAccountRootDelete(): void {
    this.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['secretsmanager:DeleteSecret'],
        effect: iam.Effect.DENY,
        resources: ['*'],
        principals: [new iam.AccountRootPrincipal()],
      }),
    );
  }

  public attach(target: secretsmanager.ISecretAttachmentTarget): secretsmanager.ISecret {
    return new secretsmanager.SecretTargetAttachment(this, 'Attachment', { secret: this, target });
  }

  private grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipalOrResource({ grantee, actions, resourceArns: [this.secretArn], resource: this });
  }

  private withKey(grantee: iam.IGrantable, grant: iam.Grant, ...actions: string[]): iam.Grant {
    const key = this.grantKey(grantee, ...actions);
    return key ? grant.combine(key) : grant;
  }

  private grantKey(grantee: iam.IGrantable, ...actions: string[]): iam.Grant | undefined {
    if (!this.location.keyArn) return undefined;
    (this.scope as Partial<IReliedOn>)._relyOn?.([ReliedOnBy.USERS]);
    return iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [this.location.keyArn],
      conditions: throughService('secretsmanager', Stack.of(this).region),
    });
  }
}
