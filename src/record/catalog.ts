import { IConstruct } from 'constructs';
import { CatalogEntity, CONSTRUCT_ANNOTATION, entityOf, ownerName, settingOf, titleOf } from './catalog-entity';
import { entityNames } from './catalog-names';
import {
  CatalogPlace,
  CatalogSource,
  only,
  Overview,
  overviewOf,
  ownOwner,
  Placed,
  sizeOf,
  systemKey,
  without,
} from './catalog-overview';
import { Manifest, ManifestUse } from './manifest';
import { CapabilityArea } from '../path/capability';
import { EnvironmentTier } from '../path/tier';

/** The resources that serve HTTP, on both engines. */
const HTTP_RESOURCES = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::Lambda::Url',
  'aws_apigatewayv2_api',
  'aws_lb_listener',
  'aws_lambda_function_url',
];

const CATALOGS = new WeakMap<IConstruct, Catalog>();

/** The entities of one app. Names are unique over all of its stacks, and relations go from stack to stack. */
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

  remove(source: CatalogSource): void {
    this.placed.delete(source.node.path);
  }

  /** The entities of a stack's sources. */
  entities(sources: readonly CatalogSource[], manifest: Manifest): CatalogEntity[] {
    if (this.app?.seen !== sizeOf(this.placed)) this.app = overviewOf(this.placed);
    const own = sources.map(({ node }) => this.placed.get(node.path)!);
    const described = own.flatMap(placed => [...this.systemOf(placed, manifest), ...this.describe(placed, manifest)]);
    const outside = new Map(
      own.flatMap(placed =>
        placed.source._uses
          .filter(use => !this.placed.has(use.resource))
          .map(use => [use.resource, this.describeForeign(placed, use)]),
      ),
    );
    return [...described, ...outside.values()];
  }

  /** The system of a source, described once. A nested stack is part of the system of the outer one. */
  private systemOf(placed: Placed, manifest: Manifest): CatalogEntity[] {
    const { system } = placed;
    const { first, systems, teams, onlyTeam } = this.app;
    if (first.get(systemKey(placed)) !== placed) return [];
    const { organization } = manifest;
    return [
      entityOf({
        kind: 'System',
        name: systems.get(system)!,
        title: system,
        annotations: { [CONSTRUCT_ANNOTATION]: system, ...settingOf(manifest) },
        spec: {
          owner: ownerName(only(teams.get(system) ?? []) ?? onlyTeam),
          domain: organization === null ? undefined : entityNames([organization]).get(organization),
        },
      }),
    ];
  }

  /** A source as a component or a resource; what serves HTTP has an API beside that. */
  private describe(placed: Placed, manifest: Manifest): CatalogEntity[] {
    const { source, id, system, component } = placed;
    const { capability } = source;
    const name = this.nameOf(placed);
    const title = titleOf(id);
    const annotations = {
      [CONSTRUCT_ANNOTATION]: id,
      'goldenpath.dev/capability': `${capability.id}@${capability.version}`,
      ...settingOf(manifest),
    };
    const lifecycle = manifest.tier === EnvironmentTier.PRODUCTION ? 'production' : 'experimental';
    const common = { owner: this.ownerOf(placed), system: this.app.systems.get(system) };
    const hasApi = servesHttp(placed);
    const main = entityOf({
      kind: component ? 'Component' : 'Resource',
      name,
      title,
      annotations,
      spec: {
        type: capability.id,
        lifecycle: component ? lifecycle : undefined,
        ...common,
        providesApis: hasApi ? [name] : undefined,
        ...this.relationsOf(placed),
      },
    });
    if (!hasApi) return [main];
    const spec = { lifecycle, ...common, ...definitionOf(placed, { title: name, version: manifest.edition }) };
    return [main, entityOf({ kind: 'API', name, title, annotations, spec })];
  }

  /** The APIs that a source consumes, and whatever else it uses. */
  private relationsOf(placed: Placed) {
    const uses = placed.source._uses.map(use => ({ use, used: this.placed.get(use.resource) }));
    const consumed = uses.filter(({ used }) => used && servesHttp(used));
    const foreignRef = ({ resource }: ManifestUse) =>
      `resource:default/${this.app.resources.get(without(placed.stage, resource))}`;
    return {
      consumesApis: unlessEmpty(consumed.map(({ used }) => this.nameOf(used!))),
      dependsOn: unlessEmpty(
        uses
          .filter(each => !consumed.includes(each))
          .map(({ use, used }) => (used ? this.refOf(used) : foreignRef(use))),
      ),
    };
  }

  /** A resource that a source uses and that this app did not make. */
  private describeForeign(by: Placed, { capability, resource }: ManifestUse): CatalogEntity {
    const id = without(by.stage, resource);
    return entityOf({
      kind: 'Resource',
      name: this.app.resources.get(id)!,
      title: titleOf(id),
      annotations: { [CONSTRUCT_ANNOTATION]: id },
      spec: { type: capability, owner: this.ownerOf(by) },
    });
  }

  private nameOf({ id, component }: Placed): string {
    return (component ? this.app.components : this.app.resources).get(id)!;
  }

  private refOf(placed: Placed): string {
    return `${placed.component ? 'component' : 'resource'}:default/${this.nameOf(placed)}`;
  }

  /** Its own owner; else the one team that uses it; else the only team that there is. */
  private ownerOf({ source, id }: Placed): string | undefined {
    return ownerName(ownOwner(source) ?? only(this.app.users.get(id) ?? []) ?? this.app.onlyTeam);
  }
}

function servesHttp({ source, component }: Placed): boolean {
  return component && source._resourceTypes.some(type => HTTP_RESOURCES.includes(type));
}

function unlessEmpty(refs: string[]): string[] | undefined {
  return refs.length > 0 ? [...new Set(refs)].sort() : undefined;
}

/** An API in the language of its protocol. The methods and routes are the program's business. */
function definitionOf({ source }: Placed, info: { readonly title: string; readonly version: string }) {
  const protocol = source.decisions.find(({ name }) => name === `${source.capability.id}.protocol`)?.value;
  if (protocol === 'GRPC') return { type: 'grpc', definition: `syntax = "proto3";\n// ${info.title}\n` };
  // `goldenpath catalog` knows the routes as well.
  return { type: 'openapi', definition: JSON.stringify({ openapi: '3.1.0', info, paths: {} }) };
}
