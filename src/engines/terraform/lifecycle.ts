import { TerraformResourceLifecycle } from 'cdktf';

/** Terraform has no way to let go of a resource and keep it: it refuses any plan that would destroy it. */
export function preventDestroy(kept: boolean): TerraformResourceLifecycle | undefined {
  return kept ? { preventDestroy: true } : undefined;
}
