import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';

/** CDK's policies, by the values of decisions. */
const POLICIES: { readonly [onRemoval: string]: RemovalPolicy } = {
  delete: RemovalPolicy.DESTROY,
  snapshot: RemovalPolicy.SNAPSHOT,
  retain: RemovalPolicy.RETAIN,
};

/** Sets the policies of a resource as was decided: on its removal, and on its replacement. */
export function withRemovalPolicy<T extends CfnResource>(resource: T, onRemoval: string): T {
  resource.applyRemovalPolicy(POLICIES[onRemoval]);
  return resource;
}

/** Keeps the policy of a resource as long as the resource: a resource that is kept stays protected. */
export function guarding<T extends CfnResource>(policy: T, { cfnOptions }: CfnResource): T {
  policy.cfnOptions.deletionPolicy = cfnOptions.deletionPolicy;
  policy.cfnOptions.updateReplacePolicy = cfnOptions.updateReplacePolicy;
  return policy;
}
