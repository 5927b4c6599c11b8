import { TerraformElement, TerraformStack } from 'cdktf';

const SEEN = new WeakSet<TerraformStack>();

/**
 * Lets the ids of constructs begin with anything. CDK for Terraform makes the name of a block from them, and Terraform
 * refuses one that begins with neither a letter nor an underscore: `2faCodes`.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function allowAnyId(stack: TerraformStack): void {
  if (SEEN.has(stack)) return;
  SEEN.add(stack);
  const getLogicalId = stack.getLogicalId.bind(stack);
  stack.getLogicalId = (element: TerraformElement) => {
    const id = getLogicalId(element);
    return /^[A-Za-z_]/.test(id) ? id : `_${id}`;
  };
}
