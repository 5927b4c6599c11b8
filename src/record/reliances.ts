import { IConstruct } from 'constructs';
import { EngineName } from './place';
import { parsePath, Segment } from './property-path';
import { existingKey } from './spelling';
import { Reliance, ReliedOnBy } from '../binding/reliance';
import { EscapeHatchError } from '../support/errors';

/** The place of a variable's name in the path of a reliance. */
const VARIABLE = '{variable}';

/**
 * The properties of one construct that others rely on, and who does. An escape may come before or after the use that it
 * would break.
 *
 * @internal
 */
export class Reliances {
  private readonly by = new Set<ReliedOnBy>([ReliedOnBy.ITSELF]);
  private readonly variables = new Set<string>();
  private readonly changed: Reliance[] = [];

  constructor(
    private readonly owner: IConstruct,
    private readonly engine: EngineName,
    private readonly reliances: readonly Reliance[],
  ) {}

  /** Notes who relies on the construct, unless an escape is in their way. */
  rely(by: readonly ReliedOnBy[], variables: readonly string[] = []): void {
    this.check(this.changed, new Set([...this.by, ...by]));
    for (const each of by) this.by.add(each);
    for (const each of variables) this.variables.add(each);
  }

  /** Whether anybody can rely on a slot. */
  has(slot: string): boolean {
    return this.reliances.some(reliance => this.slotOf(reliance) === slot);
  }

  /** Notes the change of a slot by an escape, unless somebody relies on what it changes. */
  change(slot: string, before: any, after: any): void {
    const changed = this.reliances.filter(
      reliance => this.slotOf(reliance) === slot && this.differs(reliance, before, after),
    );
    this.check(changed, this.by);
    this.changed.push(...changed);
  }

  private check(changed: readonly Reliance[], by: ReadonlySet<ReliedOnBy>): void {
    const broken = changed.find(reliance => by.has(reliance.by));
    if (!broken) return;
    throw new EscapeHatchError({
      what: `An escape changes ${broken[this.engine]}, which more was made from: ${broken.breaks}`,
      where: `${this.owner.node.path}, slot '${this.slotOf(broken)}'`,
      hint: broken.instead,
      page: 'guides/escape-hatch.md',
    });
  }

  private differs(reliance: Reliance, before: any, after: any): boolean {
    const path = reliance[this.engine];
    const paths = path.includes(VARIABLE) ? [...this.variables].map(name => path.replace(VARIABLE, name)) : [path];
    return paths.some(each => {
      const [was, is] = [before, after].map(properties => valueAt(properties, parsePath(each)));
      if (reliance.absence) return !isThere(was) && isThere(is);
      if (reliance.presence) return isThere(was) && !isThere(is);
      return JSON.stringify(was) !== JSON.stringify(is);
    });
  }

  private slotOf({ slot, terraformSlot }: Reliance): string {
    return (this.engine === 'terraform' && terraformSlot) || slot;
  }
}

function isThere(value: any): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** The value at a path. A key below a list gives a list: of the values of all elements. */
function valueAt(value: any, [segment, ...rest]: Segment[]): any {
  if (segment === undefined || value === undefined || value === null) return value ?? undefined;
  if (!('key' in segment)) {
    // Terraform writes a block that is there once without the list.
    const elements: any[] = [value].flat();
    const found =
      'index' in segment
        ? elements[segment.index]
        : elements.find(element => String(memberOf(element, segment.where)) === segment.equals);
    return valueAt(found, rest);
  }
  if (Array.isArray(value)) {
    return value.map(element => valueAt(element, [segment, ...rest])).filter(found => found !== undefined);
  }
  return valueAt(memberOf(value, segment.key), rest);
}

function memberOf(value: any, name: string): any {
  const key = existingKey(value, name);
  return key === undefined ? undefined : value[key];
}

/**
 * Refuses a statement for a policy that an escape has replaced: it would be lost.
 *
 * @internal
 */
export function refuseStatement(owner: IConstruct, slot: string): never {
  throw new EscapeHatchError({
    what: 'An escape has replaced this policy, and a permission that comes later would be lost.',
    where: `${owner.node.path}, slot '${slot}'`,
    hint: 'Give the permission before the escape, and write it into the new policy as well. Or leave the policy.',
    page: 'guides/escape-hatch.md',
  });
}
