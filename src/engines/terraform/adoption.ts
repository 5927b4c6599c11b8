import { TerraformResource } from 'cdktf';
import { isText, refusal, said } from '../../support/input';

const PAGE = 'guides/terraform.md';

const NAME = '[\\p{ID_Start}_][\\p{ID_Continue}-]*';
/** Of `count`, or a key of `for_each`. */
const INDEX = '(?:\\[(?:\\d+|"(?:[^"\\\\]|\\\\.)+")\\])?';

/**
 * Moves a resource in the state, from an address that Terraform knows: in modules, with an index or a key.
 *
 * @see https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function moveFrom(resource: TerraformResource, address: string, where: string): void {
  const { terraformResourceType: type } = resource;
  if (
    !isText(address) ||
    !new RegExp(`^(?:module\\.${NAME}${INDEX}\\.)*${type}\\.${NAME}${INDEX}$`, 'u').test(address)
  ) {
    refusal(where, PAGE)(
      `${isText(address) ? `'${address}'` : said(address)} is not the address of a resource of type ${type}.`,
      `Give the address from 'terraform state list', for instance ${type}.legacy or module.legacy.${type}.this[0].`,
    );
  }
  checkUnclaimed(resource, where);
  resource.moveFromId(address);
}

/** Imports a resource that no state knows. */
export function importResource(resource: TerraformResource, importId: string, where: string): void {
  if (!isText(importId) || !importId.trim()) {
    refusal(where, PAGE)(
      `The id ${said(importId)} imports nothing.`,
      `Give the id by which the provider imports a resource of type ${resource.terraformResourceType}.`,
    );
  }
  checkUnclaimed(resource, where);
  // Not importFrom: that runs a Terraform at each synth, and asks it for a version that we need anyway.
  (resource as any)._imported = { id: importId };
}

/** A resource comes from one place. */
function checkUnclaimed(resource: TerraformResource, where: string): void {
  const { _movedById: moved, _imported: imported } = resource as any;
  if (!moved && !imported) return;
  refusal(where, PAGE)(
    `The resource comes from ${moved ? moved.from : imported.id} already.`,
    'Say once where it comes from: movedFrom or importFrom.',
  );
}
