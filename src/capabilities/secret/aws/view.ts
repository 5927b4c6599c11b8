import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { SecretPolicy } from './policy';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { SecretView } from '../../../parts/data-key/aws/secret-view';

/** The resources that a view shows. */
export interface ViewedSecret {
  readonly secret: secretsmanager.CfnSecret;
  readonly policy: SecretPolicy;
  readonly keyArn?: string;
}

/**
 * An `ISecret` of CDK over a ManagedSecret. What is added to its resource policy lands in the slot `resourcePolicy`:
 * Secrets Manager has one policy for a secret.
 */
export class ManagedSecretView extends SecretView {
  constructor(
    owner: CapabilityConstruct,
    private readonly viewed: ViewedSecret,
  ) {
    super(owner, 'SecretView', { secretArn: viewed.secret.ref, keyArn: viewed.keyArn });
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.viewed.policy.add(statement);
  }
}
