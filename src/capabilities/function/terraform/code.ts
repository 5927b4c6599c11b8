import { statSync } from 'fs';
import { resolve } from 'path';
import { AssetType, TerraformAsset } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { bundle, handlerOf } from '../bundle';
import { FunctionCode, FunctionCodeKind } from '../code';
import { FunctionChoices } from '../decisions';

/** Where the code is, and what is called in it. */
export interface DeployedCode {
  readonly asset: TerraformAsset;
  readonly handler: string;
}

/** The code of a function, as an archive beside the configuration. */
export function deployedCode(owner: CapabilityConstruct, choices: FunctionChoices, code: FunctionCode): DeployedCode {
  const isNode = code.kind === FunctionCodeKind.NODE;
  const path = isNode
    ? bundle({ ...choices, entry: code.path, handler: code.handler }, owner.node.path)
    : resolve(code.path);
  return {
    asset: new TerraformAsset(owner, 'Code', {
      path,
      type: statSync(path).isDirectory() ? AssetType.ARCHIVE : AssetType.FILE,
    }),
    handler: isNode ? handlerOf(code) : code.handler,
  };
}
