import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { IDependable } from 'constructs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { SecretView } from '../../../parts/data-key/aws/secret-view';

/** What a secret's view needs to know of it. */
export interface ViewedSecret {
  readonly secret: secretsmanager.CfnSecret;
  readonly keyArn?: string;
  /** Adds a statement to the policy of the secret. */
  readonly addToPolicy: (statement: iam.PolicyStatement) => IDependable;
}

/**
 * An `ISecret` over a ManagedSecret. What is added to its resource policy lands in the slot `resourcePolicy`: Secrets
 * Manager has one policy for a secret.
 */
export class ManagedSecretView extends SecretView {
  constructor(
    owner: CapabilityConstruct,
    private readonly viewed: ViewedSecret,
  ) {
    super(owner, 'SecretView', { secretArn: viewed.secret.ref, keyArn: viewed.keyArn });
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return { statementAdded: true, policyDependable: this.viewed.addToPolicy(statement) };
  }
}

/** The account that a statement lets in, if it is not the secret's own. */
export function otherAccount({ effect, principals }: iam.PolicyStatement, account: string): string | undefined {
  if (effect !== iam.Effect.ALLOW) return undefined;
  return principals
    .map(({ principalAccount }) => principalAccount)
    .find(named => named !== undefined && !Token.isUnresolved(named) && named !== account);
}
