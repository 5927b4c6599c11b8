import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CapabilityConstruct } from './capability-construct';
import { ResourcePolicyStatements } from './resource-policy';

/**
 * A `kms.IKey` over the key of a construct's data, which is in the slot `key`.
 *
 * Its policy leaves it to IAM who may use it, so that grants to a role land in that role alone, across stacks as well; who has no
 * policy, a service of AWS, gets a statement in that of the key. An imported key would drop that one without a word, and
 * `Key.fromCfnKey` would put every role into the policy of the key, which makes stacks reference each other in a circle.
 */
export function keyView(owner: CapabilityConstruct, scope: Construct, id: string, key: kms.CfnKey): kms.IKey {
  const statements = new ResourcePolicyStatements(owner, 'key', () => key.keyPolicy, policy => key.keyPolicy = policy);
  return Object.assign(kms.Key.fromKeyArn(scope, id, key.attrArn), {
    addToResourcePolicy: (statement: iam.PolicyStatement): iam.AddToResourcePolicyResult => {
      statements.add(statement);
      return { statementAdded: true, policyDependable: key };
    },
  });
}
