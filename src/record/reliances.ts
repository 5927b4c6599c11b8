import { IConstruct } from 'constructs';
import { Finding } from './finding';
import { ManifestRole } from './manifest';
import { lostNames } from './name-references';
import { EngineName } from './place';
import { parsePath } from './property-path';
import { valueAt, valuesAt } from './value-at';
import { NameReference, Reliance, ReliedOnBy } from '../binding/reliance';
import { EscapeHatchError } from '../support/errors';

/** The place of a variable's name in the path of a reliance. */
const VARIABLE = '{variable}';

/**
 * What was made from the properties of one construct.
 *
 * @internal
 */
export interface MadeFromProperties {
  readonly reliances: readonly Reliance[];
  readonly nameReferences: readonly NameReference[];
}

const OTHERS: ReadonlySet<ReliedOnBy> = new Set([ReliedOnBy.USERS, ReliedOnBy.CONSUMERS, ReliedOnBy.SENDERS]);

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
  private isMade = false;
  private uses = 0;

  constructor(
    private readonly owner: IConstruct,
    private readonly engine: EngineName,
    private readonly from: MadeFromProperties,
    /** The roles that are made elsewhere, with their ARNs as the template has them. */
    private readonly brought: () => readonly Pick<ManifestRole, 'role' | 'arn'>[],
  ) {}

  /** The findings about names that escapes have left of nothing. */
  lostNames(changed: ReadonlySet<string>, properties: (slot: string) => any): Finding[] {
    return lostNames(this.from.nameReferences, { engine: this.engine, changed, properties });
  }

  /** Notes who relies on the construct, unless an escape is in their way. */
  rely(by: readonly ReliedOnBy[], variables: readonly string[] = []): void {
    this.check(this.changed, new Set([...this.by, ...by]));
    if (by.some(each => OTHERS.has(each))) this.uses += 1;
    for (const each of by) this.by.add(each);
    for (const each of variables) this.variables.add(each);
  }

  /** Whether others have something that was made from it: variables, rules, subscriptions. */
  get isUsed(): boolean {
    return this.isMade && this.uses > 0;
  }

  /** Notes that the construct is made. What it used of itself until now was no use by others. */
  made(): void {
    this.isMade = true;
    this.uses = 0;
  }

  /** Whether anybody can rely on a slot. */
  has(slot: string): boolean {
    return this.brought().length > 0 || this.from.reliances.some(reliance => this.slotOf(reliance) === slot);
  }

  /** Notes the change of a slot by an escape, unless somebody relies on what it changes. */
  change(slot: string, before: any, after: any): void {
    this.checkRoles(slot, before, after);
    const changed = this.from.reliances.filter(
      reliance => this.slotOf(reliance) === slot && this.differs(reliance, before, after),
    );
    this.check(changed, this.by);
    this.changed.push(...changed);
  }

  /** Refuses another role in the place of one that the team brings: what is said of that would be of no role. */
  private checkRoles(slot: string, before: any, after: any): void {
    const lost = this.brought().find(({ arn }) => holds(before, arn) && !holds(after, arn));
    if (!lost) return;
    throw new EscapeHatchError({
      what: `An escape takes out the role ${lost.role} that is made elsewhere.`,
      where: `${this.owner.node.path}, slot '${slot}'`,
      hint: `Give the other role where this is given: roleArns: { ${lost.role}: '...' }, or iam.Role.customizeRoles.`,
      page: 'guides/escape-hatch.md',
    });
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
      if (reliance.keeps) return !all(was, is);
      return JSON.stringify(was) !== JSON.stringify(is);
    });
  }

  private slotOf({ slot, terraformSlot }: Reliance): string {
    return (this.engine === 'terraform' && terraformSlot) || slot;
  }
}

/** Whether a value, or a part of it, is this one. */
function holds(value: any, part: any): boolean {
  return (JSON.stringify(value) ?? '').includes(JSON.stringify(part));
}

/** Whether all values of a list are in another. */
function all(was: any, is: any): boolean {
  const after = valuesAt(is, []).map(each => JSON.stringify(each));
  return valuesAt(was, []).every(each => after.includes(JSON.stringify(each)));
}

function isThere(value: any): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
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
