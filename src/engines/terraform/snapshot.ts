import { TerraformResource } from 'cdktf';
import { argumentsOf, snakeCase } from './arguments';
import { Difference } from '../../record/slot-engine';
import { StructuralComparison } from '../../record/structural-comparison';
import { isAttached } from '../../support/tree';

/** The state of a resource at one moment: its arguments, raw overrides, meta-arguments and name. */
export interface Snapshot {
  readonly args: any;
  readonly overrides: any;
  readonly meta: any;
  /** The name that somebody gave it instead of the generated one. */
  readonly name: string | undefined;
}

/** Tags come from everywhere, so a change of them is no escape. */
const STRUCTURE = new StructuralComparison(new Set(['tags', 'tagsAll']), snakeCase);

/** The meta-arguments that a platform team sets for everybody, with Aspects. */
const ORGANIZATION_POLICY = new Set(['permissions_boundary', 'lifecycle.prevent_destroy']);

/** Marks a change that was not made by the typed arguments. */
const RAW = ' (raw override)';

/**
 * Takes a snapshot: a structural clone, with tokens by identity. Whoever made a token decides later what it resolves
 * to.
 */
export function snapshot(resource: TerraformResource): Snapshot {
  const { args, overrides, meta, name } = present(resource);
  return { args: STRUCTURE.clone(args), overrides: STRUCTURE.clone(overrides), meta: STRUCTURE.clone(meta), name };
}

/** The current state, which shares its values with the resource: to be read at once, not to be kept. */
function present(resource: TerraformResource): Snapshot {
  const { lifecycle, count, forEach, provisioners, connection } = resource;
  return {
    args: argumentsOf(resource),
    overrides: (resource as any).rawOverrides,
    // Not what it depends on: that is an order, and no property; the path itself adds to it when something is used.
    // An empty lifecycle where there is none: then what somebody adds is listed by its own name.
    meta: { lifecycle: lifecycle ?? {}, count, forEach, provisioners, connection },
    // Not the generated name: reading it would fix it.
    name: (resource as any)._logicalIdOverride,
  };
}

/** The differences between a snapshot and the resource as it is now. */
export function differences(before: Snapshot, resource: TerraformResource): Difference[] {
  if (!isAttached(resource)) {
    return [{ property: '(the whole resource was removed)', organizationPolicy: false }];
  }
  const now = present(resource);
  const unchanged = (['args', 'meta', 'overrides'] as const).every(part => STRUCTURE.same(before[part], now[part]));
  // Nearly always nothing has changed, and then no paths need to be computed.
  if (unchanged && before.name === now.name) return [];
  const found = [
    ...STRUCTURE.differences(before.args, now.args),
    ...STRUCTURE.differences(before.meta, now.meta),
    ...STRUCTURE.differences(before.overrides, now.overrides).map(path => path + RAW),
  ];
  if (before.name !== now.name) found.push('(name)');
  return found.map(property => ({ property, organizationPolicy: ORGANIZATION_POLICY.has(property.replace(RAW, '')) }));
}
