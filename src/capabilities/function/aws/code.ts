import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { bundle, handlerOf } from '../bundle';
import { FunctionCode, FunctionCodeKind } from '../code';
import { FunctionChoices } from '../decisions';

/** Where the code is, and what is called in it. */
export interface DeployedCode {
  readonly asset: Asset;
  readonly handler: string;
}

/** The code of a function, as an asset that the CDK CLI uploads. */
export function deployedCode(owner: CapabilityConstruct, choices: FunctionChoices, code: FunctionCode): DeployedCode {
  if (code.kind !== FunctionCodeKind.NODE) {
    return { asset: new Asset(owner, 'Code', { path: code.path }), handler: code.handler };
  }
  return {
    asset: new Asset(owner, 'Code', {
      path: bundle({ ...choices, entry: code.path, handler: code.handler }, owner.node.path),
    }),
    handler: handlerOf(code),
  };
}
