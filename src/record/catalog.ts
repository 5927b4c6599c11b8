import { IConstruct } from 'constructs';
import { entityNames } from './catalog-names';
import { Manifest, ManifestUse } from './manifest';
import { Capability, CapabilityArea } from '../path/capability';
import { EnvironmentTier } from '../path/tier';
import { isToken } from '../support/tokens';

/**
 * The key of the template's metadata under which the entities of a stack stand, as the plugin of Backstage for
 * CloudFormation reads them:
 * https://github.com/purple-technology/backstage-aws-cloudformation-plugin
 */
export const CATALOG_METADATA = 'Backstage';

/** By this annotation, a reader knows which entities were derived. */
export const CONSTRUCT_ANNOTATION = 'goldenpath.dev/construct';

/** What answers HTTP, on both engines. */
const ANSWERS =
  /^(AWS::ApiGatewayV2::Api|AWS::ElasticLoadBalancingV2::Listener|AWS::Lambda::Url|aws_apigatewayv2_api|aws_lb_listener|aws_lambda_function_url)$/;
/** An owner as Backstage refers to one. */
const REFERENCE = /^(group|user):([^/:]+\/)?[^/:]+$/i;

/** An entity of Backstage: https://backstage.io/docs/features/software-catalog/descriptor-format */
export interface CatalogEntity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly title: string;
    readonly annotations: { readonly [name: string]: string };
    readonly tags: string[];
  };
  readonly spec: { readonly [field: string]: string | string[] | undefined };
}

/** A construct that has an entity. */
export interface CatalogSource {
  readonly capability: Capability;
  readonly owner?: string;
  readonly node: { readonly path: string };
  readonly _uses: readonly ManifestUse[];
  /** The types of its resources. */
  readonly _resourceTypes: readonly string[];
}

/** Where the sources of a stack stand. */
export interface CatalogPlace {
  /**
   * The construct path of the stage, with a slash at its end; empty without one. What is the same in several stages is
   * one entity.
   */
  readonly stage: string;
  /** The path of the outermost stack. */
  readonly system: string;
}

interface Placed extends CatalogPlace {
  readonly source: CatalogSource;
  /** The construct path without the stage. */
  readonly id: string;
  readonly component: boolean;
}

/** What follows from all stacks together. */
interface Overview {
  /** How much of the app there was. */
  readonly seen: number;
  readonly components: Map<string, string>;
  readonly resources: Map<string, string>;
  readonly systems: Map<string, string>;
  /** The teams that use a construct, by its id. */
  readonly users: Map<string, Set<string>>;
  /** The teams that own something in a system, by its id. */
  readonly teams: Map<string, Set<string>>;
  /** The first of each system, by stage: with it, the system is described. */
  readonly first: Map<string, Placed>;
  /** The only team that there is. */
  readonly onlyTeam?: string;
}

const CATALOGS = new WeakMap<IConstruct, Catalog>();

/** The entities of one app: names are told apart over all of its stacks, and relations go from stack to stack. */
export class Catalog {
  static of(construct: IConstruct): Catalog {
    const { root } = construct.node;
    const known = CATALOGS.get(root);
    if (known) return known;
    const made = new Catalog();
    CATALOGS.set(root, made);
    return made;
  }

  private readonly placed = new Map<string, Placed>();
  private app!: Overview;

  add(source: CatalogSource, { stage, system }: CatalogPlace): void {
    const { path } = source.node;
    this.placed.set(path, {
      source,
      stage,
      system: without(stage, system),
      id: without(stage, path),
      component: source.capability.area === CapabilityArea.DEPLOYMENT,
    });
  }

  /** The entities of a stack's sources. */
  entities(sources: readonly CatalogSource[], manifest: Manifest): CatalogEntity[] {
    this.lookAround();
    const own = sources.map(({ node }) => this.placed.get(node.path)!);
    const described = own.flatMap(placed => [...this.systemOf(placed, manifest), ...this.describe(placed, manifest)]);
    const outside = new Map(
      own.flatMap(placed =>
        placed.source._uses
          .filter(use => !this.placed.has(use.resource))
          .map(use => [use.resource, this.foreign(placed, use)]),
      ),
    );
    return [...described, ...outside.values()];
  }

  /** Once, also where a stack is nested in another, and part of its system. */
  private systemOf(placed: Placed, manifest: Manifest): CatalogEntity[] {
    const { system } = placed;
    if (this.app.first.get(systemKey(placed)) !== placed) return [];
    return [
      entity(
        'System',
        this.app.systems.get(system)!,
        system,
        { [CONSTRUCT_ANNOTATION]: system, ...setting(manifest) },
        {
          owner: ownerName(only(this.app.teams.get(system) ?? []) ?? this.app.onlyTeam),
          domain:
            manifest.organization === null
              ? undefined
              : entityNames([manifest.organization]).get(manifest.organization),
        },
      ),
    ];
  }

  private describe(placed: Placed, manifest: Manifest): CatalogEntity[] {
    const {
      source: { capability },
      id,
      system,
      component,
    } = placed;
    const name = this.nameOf(placed);
    const answers = answersHttp(placed);
    const title = titleOf(id);
    const annotations = {
      [CONSTRUCT_ANNOTATION]: id,
      'goldenpath.dev/capability': `${capability.id}@${capability.version}`,
      ...setting(manifest),
    };
    const owner = this.ownerOf(placed);
    const systemName = this.app.systems.get(system);
    const lifecycle = manifest.tier === EnvironmentTier.PRODUCTION ? 'production' : 'experimental';
    const uses = placed.source._uses.map(use => ({ use, used: this.placed.get(use.resource) }));
    const consumed = uses.filter(({ used }) => used && answersHttp(used));
    const main = entity(component ? 'Component' : 'Resource', name, title, annotations, {
      type: capability.id,
      lifecycle: component ? lifecycle : undefined,
      owner,
      system: systemName,
      providesApis: answers ? [name] : undefined,
      consumesApis: unlessEmpty(consumed.map(({ used }) => this.nameOf(used!))),
      dependsOn: unlessEmpty(
        uses
          .filter(each => !consumed.includes(each))
          .map(({ use, used }) =>
            used ? this.refOf(used) : `resource:default/${this.app.resources.get(without(placed.stage, use.resource))}`,
          ),
      ),
    });
    if (!answers) return [main];
    // What it answers is the program's business; `goldenpath catalog` knows the routes as well.
    const definition = JSON.stringify({
      openapi: '3.1.0',
      info: { title: name, version: manifest.edition },
      paths: {},
    });
    return [
      main,
      entity('API', name, title, annotations, { type: 'openapi', lifecycle, owner, system: systemName, definition }),
    ];
  }

  /** What a source uses and this app did not make. */
  private foreign(by: Placed, { capability, resource }: ManifestUse): CatalogEntity {
    const id = without(by.stage, resource);
    return entity(
      'Resource',
      this.app.resources.get(id)!,
      titleOf(id),
      { [CONSTRUCT_ANNOTATION]: id },
      { type: capability, owner: this.ownerOf(by) },
    );
  }

  private nameOf({ id, component }: Placed): string {
    return (component ? this.app.components : this.app.resources).get(id)!;
  }

  private refOf(placed: Placed): string {
    return `${placed.component ? 'component' : 'resource'}:default/${this.nameOf(placed)}`;
  }

  /** Its own; else the one team that uses it; else the only team that there is. */
  private ownerOf({ source, id }: Placed): string | undefined {
    return ownerName(ownOwner(source) ?? only(this.app.users.get(id) ?? []) ?? this.app.onlyTeam);
  }

  /** Once for a state of the app. */
  private lookAround(): void {
    const all = [...this.placed.values()];
    const seen = all.reduce((sum, { source }) => sum + 1 + source._uses.length, 0);
    if (this.app?.seen === seen) return;
    const users = new Map<string, Set<string>>();
    const teams = new Map<string, Set<string>>();
    const first = new Map<string, Placed>();
    const foreign: string[] = [];
    const add = (to: Map<string, Set<string>>, id: string, owner: string | undefined) =>
      owner !== undefined && to.set(id, (to.get(id) ?? new Set()).add(owner));
    for (const placed of all) {
      const { source, stage, system } = placed;
      const owner = ownOwner(source);
      if (!first.has(systemKey(placed))) first.set(systemKey(placed), placed);
      add(teams, system, owner);
      for (const { resource } of source._uses) {
        const id = without(stage, resource);
        if (!this.placed.has(resource)) foreign.push(id);
        add(users, id, owner);
      }
    }
    this.app = {
      seen,
      users,
      teams,
      first,
      onlyTeam: only([...teams.values()].flatMap(owners => [...owners])),
      components: entityNames(all.filter(({ component }) => component).map(({ id }) => id)),
      resources: entityNames([...all.filter(({ component }) => !component).map(({ id }) => id), ...foreign]),
      systems: entityNames(all.map(({ system }) => system)),
    };
  }
}

function entity(
  kind: string,
  name: string,
  title: string,
  annotations: { readonly [name: string]: string },
  spec: CatalogEntity['spec'],
): CatalogEntity {
  const written = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, title, annotations, tags: ['goldenpath'] },
    spec: written,
  };
}

function systemKey({ stage, system }: CatalogPlace): string {
  return `${stage}${system}`;
}

function setting({ edition, tier }: Manifest): { readonly [name: string]: string } {
  return { 'goldenpath.dev/edition': edition, 'goldenpath.dev/tier': tier };
}

/** Whether an entity is one of these, and not somebody else's. */
export function isDerived(other: CatalogEntity): boolean {
  return other?.metadata?.annotations?.[CONSTRUCT_ANNOTATION] !== undefined;
}

function answersHttp({ source, component }: Placed): boolean {
  return component && source._resourceTypes.some(type => ANSWERS.test(type));
}

/** What is known at deployment only says nothing here. */
function ownOwner({ owner }: CatalogSource): string | undefined {
  return owner !== undefined && isToken(owner) ? undefined : owner;
}

function ownerName(owner: string | undefined): string | undefined {
  return owner === undefined || REFERENCE.test(owner) ? owner : entityNames([owner]).get(owner);
}

function only(values: Iterable<string>): string | undefined {
  const distinct = new Set(values);
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

function titleOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function without(stage: string, path: string): string {
  return path.startsWith(stage) ? path.slice(stage.length) : path;
}

function unlessEmpty(refs: string[]): string[] | undefined {
  return refs.length > 0 ? [...new Set(refs)].sort() : undefined;
}
