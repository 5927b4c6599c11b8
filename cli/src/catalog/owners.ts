import { parseEntityRef } from '@backstage/catalog-model';
import { WrongUseError } from '../errors.js';
import type { Unit } from './units.js';
import { allocateNames } from './names.js';

/** The owners as Backstage references. */
export interface Owners {
  ofUnit(unit: Unit): string;
  ofSystem(system: string): string;
  ofDomain(domain: string): string;
  /** The groups in the assembly: the original names, by reference. */
  readonly groups: ReadonlyMap<string, string>;
  /** The reference of an owner. */
  refOf(owner: string): string;
}

/**
 * Finds the owners. A construct without an owner belongs to the only team that uses it, else to `otherwise`, else to
 * the only team in the assembly.
 *
 * @param otherwise the default owner
 */
export function ownersOf(units: readonly Unit[], otherwise: string | undefined): Owners {
  const users = new Map<string, Set<string>>();
  for (const unit of units) {
    for (const { unit: used } of unit.uses) {
      const key = keyOf(used());
      if (key === undefined || unit.entry.owner === null) continue;
      users.set(key, (users.get(key) ?? new Set()).add(unit.entry.owner));
    }
  }
  const named = [
    ...new Set([
      ...units.flatMap(({ entry: { owner } }) => owner ?? []),
      ...(otherwise === undefined ? [] : [otherwise]),
    ]),
  ];
  const plain = allocateNames(named.filter(owner => !isRef(owner)));
  const refOf = (owner: string): string => (isRef(owner) ? owner : (plain.get(owner) ?? owner));
  const only = (owners: Iterable<string>): string | undefined => {
    const distinct = [...new Set(owners)];
    return distinct.length === 1 ? distinct[0] : undefined;
  };
  const inUnits = (some: readonly Unit[]) => some.flatMap(({ entry: { owner } }) => owner ?? []);
  const firstOwner = (what: string, where: string, ...candidates: Array<string | undefined>): string => {
    const found = candidates.find(owner => owner !== undefined);
    if (found !== undefined) return refOf(found);
    throw new WrongUseError({
      what: `${what} has no owner, and Backstage asks for one.`,
      where,
      hint: 'Give owner to the construct or to its GoldenPath; or say --owner TEAM, who answers for what names nobody.',
      page: 'guides/catalog.md',
    });
  };
  return {
    ofUnit: unit =>
      firstOwner(
        `The ${unit.entry.capability} ${unit.id}`,
        unit.entry.path,
        unit.entry.owner ?? undefined,
        only(users.get(keyOf(unit)!) ?? []),
        otherwise,
        only(inUnits(units)),
      ),
    ofSystem: system =>
      firstOwner(
        `The system ${system}`,
        `stack ${system}`,
        only(inUnits(units.filter(unit => unit.system === system))),
        otherwise,
        only(inUnits(units)),
      ),
    ofDomain: domain =>
      firstOwner(`The domain ${domain}`, `organization '${domain}' of the GoldenPath`, otherwise, only(inUnits(units))),
    groups: new Map(
      named
        .filter(owner => !isRef(owner) || parseEntityRef(owner).kind.toLowerCase() === 'group')
        .map(owner => [refOf(owner), owner]),
    ),
    refOf,
  };
}

/** Whether an owner is a Backstage reference: `group:default/team-orders`. */
function isRef(owner: string): boolean {
  return /^(group|user):([^/:]+\/)?[^/:]+$/i.test(owner);
}

function keyOf(unit: Unit | undefined): string | undefined {
  return unit && `${unit.deployment.root}\n${unit.id}`;
}
