import { entityNames } from './catalog-names';
import { ManifestUse } from './manifest';
import { Capability } from '../path/capability';
import { Decision } from '../path/decision';
import { isToken } from '../support/tokens';

/** A construct that has an entity. */
export interface CatalogSource {
  readonly capability: Capability;
  readonly owner?: string;
  readonly node: { readonly path: string };
  readonly decisions: readonly Decision[];
  readonly _uses: readonly ManifestUse[];
  /** The types of its resources. */
  readonly _resourceTypes: readonly string[];
}

/** The place of a source in the app. */
export interface CatalogPlace {
  /**
   * The construct path of the stage, with a slash at its end; empty without a stage. The same construct in several
   * stages is one entity.
   */
  readonly stage: string;
  /** The path of the outermost stack. */
  readonly system: string;
}

/** A source with its place. */
export interface Placed extends CatalogPlace {
  readonly source: CatalogSource;
  /** The construct path without the stage. */
  readonly id: string;
  readonly component: boolean;
}

/** The names and owners that depend on all stacks of an app together. */
export interface Overview {
  /** The size of the app, when the overview was made. */
  readonly seen: number;
  readonly components: Map<string, string>;
  readonly resources: Map<string, string>;
  readonly systems: Map<string, string>;
  /** The teams that use a construct, by its id. */
  readonly users: Map<string, Set<string>>;
  /** The teams that own something in a system, by its id. */
  readonly teams: Map<string, Set<string>>;
  /** The first source of each system, by stage. With it, the system is described. */
  readonly first: Map<string, Placed>;
  /** The only team of the app, where there is only one. */
  readonly onlyTeam?: string;
}

/** Looks at all sources of an app. */
export function overviewOf(placed: ReadonlyMap<string, Placed>): Overview {
  const all = [...placed.values()];
  const users = new Map<string, Set<string>>();
  const teams = new Map<string, Set<string>>();
  const first = new Map<string, Placed>();
  const foreign: string[] = [];
  const add = (to: Map<string, Set<string>>, id: string, owner: string | undefined) =>
    owner !== undefined && to.set(id, (to.get(id) ?? new Set()).add(owner));
  for (const each of all) {
    const { source, stage, system } = each;
    const owner = ownOwner(source);
    if (!first.has(systemKey(each))) first.set(systemKey(each), each);
    add(teams, system, owner);
    for (const { resource } of source._uses) {
      const id = without(stage, resource);
      if (!placed.has(resource)) foreign.push(id);
      add(users, id, owner);
    }
  }
  return {
    seen: sizeOf(placed),
    users,
    teams,
    first,
    onlyTeam: only([...teams.values()].flatMap(owners => [...owners])),
    components: entityNames(all.filter(({ component }) => component).map(({ id }) => id)),
    resources: entityNames([...all.filter(({ component }) => !component).map(({ id }) => id), ...foreign]),
    systems: entityNames(all.map(({ system }) => system)),
  };
}

/** The size of an app: sources and uses. An overview of another size is not up to date. */
export function sizeOf(placed: ReadonlyMap<string, Placed>): number {
  return [...placed.values()].reduce((sum, { source }) => sum + 1 + source._uses.length, 0);
}

export function systemKey({ stage, system }: CatalogPlace): string {
  return `${stage}${system}`;
}

/** The owner of a source, unless it is known at deployment only. */
export function ownOwner({ owner }: CatalogSource): string | undefined {
  return owner !== undefined && isToken(owner) ? undefined : owner;
}

/** The value, where there is only one. */
export function only(values: Iterable<string>): string | undefined {
  const distinct = new Set(values);
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

/** A construct path without the stage. */
export function without(stage: string, path: string): string {
  return path.startsWith(stage) ? path.slice(stage.length) : path;
}
