import { statSync } from 'fs';
import { resolve } from 'path';
import { Annotations, AssetType, TerraformAsset } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { bundle, handlerOf } from '../bundle';
import { FunctionCode, FunctionCodeKind } from '../code';
import { FunctionChoices } from '../decisions';

/** The archive of the code, and the function that Lambda calls in it. */
export interface DeployedCode {
  readonly asset: TerraformAsset;
  readonly handler: string;
}

/** Makes the code of a function an archive beside the configuration. */
export function renderCode(owner: CapabilityConstruct, choices: FunctionChoices, code: FunctionCode): DeployedCode {
  const isNode = code._kind === FunctionCodeKind.NODE;
  const warn = (text: string) => Annotations.of(owner).addWarning(text);
  const path = isNode
    ? bundle({ ...choices, entry: code.path, handler: code.handler, warn }, owner.node.path)
    : resolve(code.path);
  const type = statSync(path).isDirectory() ? AssetType.ARCHIVE : AssetType.FILE;
  return {
    asset: new TerraformAsset(owner, 'Code', { path, type }),
    handler: isNode ? handlerOf(code) : code.handler,
  };
}
