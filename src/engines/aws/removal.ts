import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';

/**
 * CDK's policies, by the values of decisions. What is kept is kept unless the deployment that makes it fails: it is
 * deleted then, as nobody has used it, and the next attempt makes it anew.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
const POLICIES: { readonly [onRemoval: string]: RemovalPolicy } = {
  delete: RemovalPolicy.DESTROY,
  snapshot: RemovalPolicy.SNAPSHOT,
  retain: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
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
