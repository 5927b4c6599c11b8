import { createHash } from 'crypto';
import { Lazy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { isPlain } from '../../../support/plain';
import { FunctionChoices } from '../decisions';

/** The functions whose fingerprint is being taken. It is part of their description, but not of itself. */
const BEING_READ = new WeakSet<lambda.CfnFunction>();

/**
 * The description of a function, with the fingerprint of its version at the end.
 *
 * Two ways to write the same configuration, an account's id and a reference to it, are two fingerprints, and Lambda
 * refuses a second version of a function that has not changed. So the fingerprint is part of what a version keeps.
 *
 * @param fn gives the function, once it is made
 */
export function fingerprinted(text: string, fn: () => lambda.CfnFunction): string {
  return Lazy.uncachedString({
    produce: ({ preparing }) =>
      preparing || BEING_READ.has(fn()) ? text : `${text} (${fingerprint(fn()).slice(0, 12)})`,
  });
}

/** A version of the function as it is now. */
export function renderVersion(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  fn: lambda.CfnFunction,
): lambda.CfnVersion {
  const version = withRemovalPolicy(
    new lambda.CfnVersion(owner, 'Version', { functionName: fn.ref }),
    choices.versionsKept ? 'retain' : 'delete',
  );
  // Lambda publishes a version once, and it stays as it is: other code or configuration is another version, so another
  // resource.
  const plain = Stack.of(owner).resolve(version.logicalId).slice(0, 223);
  // While CDK looks for references it would be made for nothing: there are none in it.
  version.overrideLogicalId(
    Lazy.uncachedString({ produce: ({ preparing }) => (preparing ? plain : plain + fingerprint(fn)) }),
  );
  return owner._slot('version', version);
}

/** Changes when a version would be another one. */
function fingerprint(fn: lambda.CfnFunction): string {
  BEING_READ.add(fn);
  const template = Stack.of(fn).resolve((fn as any)._toCloudFormation());
  BEING_READ.delete(fn);
  const [{ Properties }] = Object.values<any>(template.Resources);
  // These belong to the function, and to none of its versions.
  const { Tags, ReservedConcurrentExecutions, CodeSigningConfigArn, ...versioned } = Properties;
  return createHash('sha256').update(JSON.stringify(versioned, sorted)).digest('hex').slice(0, 32);
}

/** The order in which properties were set is no configuration. */
function sorted(_: string, value: any): any {
  return isPlain(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
