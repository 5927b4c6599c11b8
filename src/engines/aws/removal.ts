import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';

/** The words of decisions. */
const POLICIES: { readonly [onRemoval: string]: RemovalPolicy } = {
  delete: RemovalPolicy.DESTROY,
  snapshot: RemovalPolicy.SNAPSHOT,
  retain: RemovalPolicy.RETAIN,
};

/** Has done to a resource what was decided for it: when it is removed, and when another one takes its place. */
export function withRemovalPolicy<T extends CfnResource>(resource: T, onRemoval: string): T {
  resource.applyRemovalPolicy(POLICIES[onRemoval]);
  return resource;
}

/** Keeps the policy of a resource for as long as the resource: what is kept stays guarded. */
export function guarding<T extends CfnResource>(policy: T, { cfnOptions }: CfnResource): T {
  policy.cfnOptions.deletionPolicy = cfnOptions.deletionPolicy;
  policy.cfnOptions.updateReplacePolicy = cfnOptions.updateReplacePolicy;
  return policy;
}
