import { TerraformResourceLifecycle } from 'cdktf';

/** Makes Terraform refuse any plan that would destroy a resource. It cannot forget a resource and keep it in AWS. */
export function preventDestroy(kept: boolean): TerraformResourceLifecycle | undefined {
  return kept ? { preventDestroy: true } : undefined;
}
