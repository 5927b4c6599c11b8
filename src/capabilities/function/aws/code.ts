import { Annotations } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { bundle, handlerOf } from '../bundle';
import { FunctionCode, FunctionCodeKind } from '../code';
import { FunctionChoices } from '../decisions';

/** The archive of the code, and the function that Lambda calls in it. */
export interface DeployedCode {
  readonly asset: Asset;
  readonly handler: string;
}

/** Makes the code of a function an asset that the CDK CLI uploads. */
export function renderCode(owner: CapabilityConstruct, choices: FunctionChoices, code: FunctionCode): DeployedCode {
  if (code._kind !== FunctionCodeKind.NODE) {
    return { asset: new Asset(owner, 'Code', { path: code.path }), handler: code.handler };
  }
  const warn = (text: string) => Annotations.of(owner).addWarningV2('goldenpath:function:bundle', text);
  const path = bundle({ ...choices, entry: code.path, handler: code.handler, warn }, owner.node.path);
  return { asset: new Asset(owner, 'Code', { path }), handler: handlerOf(code) };
}
