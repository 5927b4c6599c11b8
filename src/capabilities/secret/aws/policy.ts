import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { ResourcePolicyStatements } from '../../../engines/aws/resource-policy';
import { SecretDecisions } from '../decisions';
import { accountOnlyNotice, accountOnlyPolicy } from '../policies';

/** The only policy that a secret has, in the slot `resourcePolicy`. What others add stands beside the path's own. */
export class SecretPolicy {
  private policy?: secretsmanager.CfnResourcePolicy;
  private readonly added: ResourcePolicyStatements;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly secret: secretsmanager.CfnSecret,
    private readonly choices: SecretDecisions,
  ) {
    this.added = new ResourcePolicyStatements(
      owner,
      'resourcePolicy',
      () => this.policy!.resourcePolicy,
      document => (this.policy!.resourcePolicy = document),
    );
    if (choices.accountOnly) this.render(accountOnlyPolicy(Stack.of(owner).account));
  }

  /** The resource. There is none as long as there is nothing to say. */
  public get resource(): secretsmanager.CfnResourcePolicy | undefined {
    return this.policy;
  }

  public add(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const { account } = Stack.of(this.owner);
    const refused = this.choices.accountOnly ? otherAccount(statement, account) : undefined;
    if (refused) {
      Annotations.of(this.owner).addWarningV2('goldenpath:secret:account-only', accountOnlyNotice(refused));
    }
    const policy = this.policy ?? this.render({ Version: '2012-10-17', Statement: [] });
    this.added.add(statement);
    return { statementAdded: true, policyDependable: policy };
  }

  private render(resourcePolicy: object): secretsmanager.CfnResourcePolicy {
    const { owner, secret, choices } = this;
    const policy = new secretsmanager.CfnResourcePolicy(owner, 'ResourcePolicy', {
      secretId: secret.ref,
      resourcePolicy,
      blockPublicPolicy: choices.blockPublicPolicy,
    });
    // A secret that is kept is kept with the policy that guards it.
    return (this.policy = owner._slot('resourcePolicy', withRemovalPolicy(policy, choices.onRemoval)));
  }
}

/** The account that a statement lets in, if it is not the secret's own. */
function otherAccount({ effect, principals }: iam.PolicyStatement, account: string): string | undefined {
  if (effect !== iam.Effect.ALLOW) return undefined;
  return principals
    .map(({ principalAccount }) => principalAccount)
    .find(named => named !== undefined && !Token.isUnresolved(named) && named !== account);
}
