import { relative } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { apiOf } from './api.js';
import { entity, OWN, WELL_KNOWN } from './entity.js';
import { answersHttp, componentType, lifecycle } from './kinds.js';
import { compare, type Unit, type UnitUse } from './units.js';
import { linksOf, systemLinks, type Outputs } from './links.js';
import { allocateNames, nameOf } from './names.js';
import { ownersOf } from './owners.js';

/** The settings that the assembly does not contain. */
export interface CatalogSettings {
  /** The directory to which the paths of apps are relative. Paths distinguish apps with the same names. */
  readonly cwd: string;
  readonly sourceLocation: string | undefined;
  readonly owner: string | undefined;
  /** The system of all stacks; undefined for one system for each stack. */
  readonly system: string | undefined;
  readonly outputs: Outputs;
  /** The references of entities in other catalogs. Groups and domains among them are not written again. */
  readonly known: ReadonlySet<string>;
}

/** A construct with its name, its system and its owner in the catalog. */
export interface Placed {
  readonly unit: Unit;
  readonly kind: 'Component' | 'Resource';
  readonly name: string;
  readonly ref: string;
  readonly system: string;
  readonly owner: string;
}

export interface Catalog {
  readonly entities: readonly Entity[];
  readonly placed: readonly Placed[];
  /** The titles of the systems, by name. */
  readonly systems: ReadonlyMap<string, string>;
}

/** The catalog of an assembly. */
export function catalogOf(all: readonly Unit[], settings: CatalogSettings): Catalog {
  const units = settings.system === undefined ? all : all.map(unit => ({ ...unit, system: settings.system! }));
  const roots = new Set(units.map(({ deployment }) => deployment.root));
  const distinctId = (unit: Unit, id: string) =>
    roots.size === 1 ? id : `${relative(settings.cwd, unit.deployment.root)}:${id}`;
  const rawName = (id: string) => nameOf(id.replace(/^.*:/, ''));
  const owners = ownersOf(units, settings.owner);
  const isComponent = (unit: Unit) => componentType(unit) !== undefined;
  const elsewhere = units.flatMap(unit =>
    unit.uses.filter(use => use.unit() === undefined).map(use => ({ unit, use })),
  );
  const componentNames = allocateNames(
    units.filter(isComponent).map(unit => distinctId(unit, unit.id)),
    rawName,
  );
  const resourceNames = allocateNames(
    [
      ...units.filter(unit => !isComponent(unit)).map(unit => distinctId(unit, unit.id)),
      ...elsewhere.map(({ unit, use }) => distinctId(unit, use.id)),
    ],
    rawName,
  );
  const systemNames = allocateNames(
    units.map(unit => distinctId(unit, unit.system)),
    rawName,
  );
  const systemOf = (unit: Unit) => systemNames.get(distinctId(unit, unit.system))!;

  const placed = units.map((unit): Placed => {
    const kind = isComponent(unit) ? 'Component' : 'Resource';
    const name = (isComponent(unit) ? componentNames : resourceNames).get(distinctId(unit, unit.id))!;
    return {
      unit,
      kind,
      name,
      ref: `${kind.toLowerCase()}:default/${name}`,
      system: systemOf(unit),
      owner: owners.ofUnit(unit),
    };
  });
  const byConstruct = new Map(placed.map(place => [`${place.unit.deployment.root}\n${place.unit.id}`, place]));
  const placeOf = (unit: Unit) => byConstruct.get(`${unit.deployment.root}\n${unit.id}`)!;
  const refOfUse = (unit: Unit, use: UnitUse) => {
    const used = use.unit();
    return used ? placeOf(used).ref : `resource:default/${resourceNames.get(distinctId(unit, use.id))}`;
  };
  const common = ({ unit, name, system }: Placed, page = name): { [annotation: string]: string | undefined } => ({
    ...ofDeployment(unit, settings),
    [OWN.construct]: unit.id,
    [OWN.capability]: `${unit.entry.capability}@${unit.entry.version}`,
    [OWN.environments]:
      unit.environments.length > 1
        ? unit.environments.map(({ stack, tier }) => `${stack} (${tier})`).join(', ')
        : undefined,
    [WELL_KNOWN.techdocsOf]: `system:default/${system}`,
    [WELL_KNOWN.techdocsPath]: `/${page}`,
  });

  const constructs = placed.map(place => {
    const { unit, kind, name, system, owner } = place;
    const uses = unit.uses.map(use => ({ use, used: use.unit(), ref: refOfUse(unit, use) }));
    const asApi = uses.filter(({ used }) => used && answersHttp(used));
    return entity({
      kind,
      name,
      title: unit.id.split('/').at(-1),
      description:
        `${unit.entry.capability[0]!.toUpperCase()}${unit.entry.capability.slice(1)} of the golden path, ` +
        `in ${unit.manifest.tier}, edition ${unit.manifest.edition}`,
      annotations: { ...common(place), [WELL_KNOWN.ecsServiceTags]: ecsTags(unit) },
      tags: ['goldenpath'],
      links: linksOf(unit, settings.outputs, hasAlarms(unit) ? runbook(settings, system, name) : undefined),
      spec: {
        type: componentType(unit) ?? unit.entry.capability,
        ...(kind === 'Component' ? { lifecycle: lifecycle(unit) } : {}),
        owner,
        system,
        providesApis: answersHttp(unit) ? [name] : undefined,
        consumesApis: unlessEmpty(distinct(asApi.map(({ used }) => placeOf(used!).name))),
        dependsOn: unlessEmpty(distinct(uses.filter(each => !asApi.includes(each)).map(({ ref }) => ref))),
      },
    });
  });
  const apis = placed
    .filter(({ unit }) => answersHttp(unit))
    .map(place =>
      entity({
        kind: 'API',
        name: place.name,
        title: place.unit.id.split('/').at(-1),
        description: `What the ${place.unit.entry.capability} ${place.name} answers`,
        annotations: common(place),
        links: linksOf(place.unit, settings.outputs, undefined).filter(({ type }) => type === 'website'),
        spec: {
          lifecycle: lifecycle(place.unit),
          owner: place.owner,
          system: place.system,
          ...apiOf(place.unit, place.name, settings.outputs),
        },
      }),
    );
  // Resources that the app uses and did not make, and that are in no other catalog.
  const outside = distinct(elsewhere.map(({ unit, use }) => refOfUse(unit, use)))
    .filter(ref => !settings.known.has(ref))
    .map(ref => {
      const { unit, use } = elsewhere.find(each => refOfUse(each.unit, each.use) === ref)!;
      return entity({
        kind: 'Resource',
        name: ref.replace('resource:default/', ''),
        title: use.id.split('/').at(-1),
        description: `A ${use.capability} that this app uses and did not make`,
        annotations: { [OWN.construct]: use.id, [WELL_KNOWN.source]: sourceOf(settings) },
        spec: {
          type: use.capability,
          owner: settings.owner === undefined ? placeOf(unit).owner : owners.refOf(settings.owner),
        },
      });
    });
  const organizations = distinct(units.flatMap(({ manifest }) => manifest.organization ?? []));
  const domainNames = allocateNames(organizations);
  const systems = distinct(placed.map(({ system }) => system)).map(name => {
    const own = placed.filter(({ system }) => system === name).map(({ unit }) => unit);
    const { system, manifest } = own[0]!;
    return {
      name,
      title: system,
      entity: entity({
        kind: 'System',
        name,
        title: system,
        description: `What the stack ${system} makes`,
        annotations: {
          ...ofDeployment(own[0]!, settings),
          [OWN.construct]: system,
          [WELL_KNOWN.techdocs]: `dir:./docs/${name}`,
        },
        links: systemLinks(own, settings.outputs),
        spec: {
          owner: owners.ofSystem(system),
          ...(manifest.organization === null ? {} : { domain: domainNames.get(manifest.organization) }),
        },
      }),
    };
  });
  const domains = organizations
    .map(name => ({ name, entityName: domainNames.get(name)! }))
    .filter(({ entityName }) => !settings.known.has(`domain:default/${entityName}`))
    .map(({ name, entityName }) =>
      entity({
        kind: 'Domain',
        name: entityName,
        title: name,
        description: `The organization ${name}`,
        annotations: { [OWN.construct]: name },
        spec: { owner: owners.ofDomain(name) },
      }),
    );
  // Where the groups of the organization are known, no group is new: an unknown owner is a mistake.
  const knowsGroups = [...settings.known].some(ref => ref.startsWith('group:'));
  const used = new Set(
    [...constructs, ...outside, ...systems.map(each => each.entity), ...domains].map(({ spec }) => String(spec?.owner)),
  );
  const groups = knowsGroups
    ? []
    : [...owners.groups]
        .filter(([ref]) => used.has(ref))
        .map(([ref, title]) =>
          entity({
            kind: 'Group',
            name: ref.replace(/^.*[:/]/, ''),
            title: title.replace(/^.*[:/]/, ''),
            description: 'An owner that the app names',
            annotations: { [OWN.construct]: title },
            spec: { type: 'team', children: [] },
          }),
        );
  const entities = [
    domains,
    groups,
    systems.map(each => each.entity),
    constructs.filter(({ kind }) => kind === 'Component'),
    apis,
    constructs.filter(({ kind }) => kind === 'Resource'),
    outside,
  ].flatMap(some => [...some].sort((a, b) => compare(a.metadata.name, b.metadata.name)));
  return { entities, placed, systems: new Map(systems.map(({ name, title }) => [name, title])) };
}

function ofDeployment(
  { deployment: { account, region, stackName }, manifest: { edition, tier } }: Unit,
  settings: CatalogSettings,
): { [annotation: string]: string | undefined } {
  return {
    [WELL_KNOWN.source]: sourceOf(settings),
    [WELL_KNOWN.account]: account ?? undefined,
    [OWN.region]: region ?? undefined,
    [OWN.stack]: stackName,
    [OWN.edition]: edition,
    [OWN.tier]: tier,
  };
}

/** The source location in the form of Backstage: after `url:`, and with a slash after a directory. */
function sourceOf({ sourceLocation }: CatalogSettings): string | undefined {
  if (sourceLocation === undefined) return undefined;
  const url = sourceLocation.replace(/^url:/, '');
  return `url:${/\/(blob|-\/blob)\//.test(url) || url.endsWith('/') ? url : `${url}/`}`;
}

/** The URL of the page of a construct in the repository. Backstage accepts only links with a host. */
function runbook(settings: CatalogSettings, system: string, name: string): string | undefined {
  const source = sourceOf(settings)?.replace(/^url:/, '');
  return source === undefined || !source.endsWith('/') ? undefined : `${source}docs/${system}/docs/${name}.md#alarms`;
}

/** The tags by which the Backstage plugin for Amazon ECS finds the service. CloudFormation sets them. */
function ecsTags({ entry, deployment: { stackName } }: Unit): string | undefined {
  const service = entry.resources.find(({ type }) => type === 'AWS::ECS::Service');
  return service && `aws:cloudformation:stack-name=${stackName},aws:cloudformation:logical-id=${service.logicalId}`;
}

/** Whether a construct has alarms. */
function hasAlarms({ entry }: Unit): boolean {
  return entry.resources.some(({ type }) => /^(AWS::CloudWatch::Alarm|aws_cloudwatch_metric_alarm)$/.test(type));
}

function distinct<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort(compare);
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length ? list : undefined;
}
