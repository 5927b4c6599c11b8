import type { Entity } from '@backstage/catalog-model';
import { WrongUseError } from '../errors.js';
import type { Deployed, StackRead } from '../assembly/stack.js';
import { isOurs, refOf, type Written } from './documents.js';
import { entity, OWN, WELL_KNOWN, type Link } from './entity.js';
import { compare } from './units.js';
import { addressLink, dashboardLink, stackLink } from './links.js';
import { nameOf } from './names.js';

/** The key in the metadata of a template under which the library writes the entities. */
const METADATA = 'Backstage';
/** The tiers in the order of their importance. */
const TIERS = ['production', 'staging', 'development'];
const KINDS = ['Domain', 'Group', 'System', 'Component', 'API', 'Resource'];

/** The settings that templates do not contain. */
export interface DeployedSettings {
  readonly owner: string | undefined;
  /** The references of entities in other catalogs, which are not written again. */
  readonly known: ReadonlySet<string>;
  readonly warn: (text: string) => void;
}

/** An entity with its stack. */
interface Found {
  readonly value: Written;
  readonly stack: StackRead;
  readonly tier: string;
  readonly links: readonly Link[];
}

/** The entities of deployed stacks. An entity in several stages has the description of the most important stage. */
export async function deployedEntities(stacks: readonly StackRead[], settings: DeployedSettings): Promise<Entity[]> {
  const found = (await Promise.all(stacks.map(stack => entitiesOf(stack, settings)))).flat();
  const byIdentity = new Map<string, Found[]>();
  for (const each of found) {
    const identity = `${refOf(each.value)} ${each.value.metadata.annotations[OWN.construct]}`;
    byIdentity.set(identity, [...(byIdentity.get(identity) ?? []), each]);
  }
  const described = [...byIdentity.values()].map(same => describe(same, settings));
  const owners = new Set(found.flatMap(({ value }) => value.spec.owner ?? []));
  const domains = [...new Set(described.flatMap(({ spec }) => (typeof spec?.domain === 'string' ? spec.domain : [])))]
    .filter(name => !settings.known.has(`domain:default/${name}`))
    .map(name =>
      entity({
        kind: 'Domain',
        name,
        description: `The organization ${name}`,
        annotations: { [OWN.construct]: name },
        spec: { owner: settings.owner === undefined ? onlyOne(owners) : groupName(settings.owner) },
      }),
    );
  const all = [...described, ...domains];
  const unowned = all.find(({ spec }) => spec?.owner === undefined);
  if (unowned) {
    throw new WrongUseError({
      what: `The ${unowned.kind.toLowerCase()} ${unowned.metadata.name} has no owner, and Backstage asks for one.`,
      where: unowned.metadata.annotations?.[OWN.construct] ?? 'the account',
      hint: 'Say --owner TEAM, who answers for what names nobody.',
      page: 'guides/catalog.md',
    });
  }
  return [...all, ...groupsOf(all, settings.known)].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compare(a.metadata.name, b.metadata.name),
  );
}

async function entitiesOf(stack: StackRead, { warn }: DeployedSettings): Promise<Found[]> {
  const { summary, deployed } = stack;
  if (summary === null || deployed === null) return [];
  const document = await stack.document();
  const entities: Written[] = (document.Metadata?.[METADATA]?.Entities ?? []).filter(isOurs);
  if (entities.length === 0) {
    warn(
      `${stack.location}: its template has no entities. It was deployed with goldenpath ${summary.package}; ` +
        'deploy it again with a newer one.',
    );
    return [];
  }
  const links = await linksIn(document, deployed);
  return entities.map(value => ({
    value,
    stack,
    tier: summary.tier,
    links: links(value.metadata.annotations[OWN.construct]),
  }));
}

/** The links to dashboards and URLs by construct. The template has their constructs, the account has their names. */
async function linksIn(
  document: any,
  { region, outputs, physicalIds }: Deployed,
): Promise<(construct: string) => Link[]> {
  const ids = await physicalIds();
  const resources = Object.entries<any>(document.Resources ?? {}).map(([logicalId, { Type, Metadata }]) => ({
    logicalId,
    type: Type,
    path: String(Metadata?.['aws:cdk:path'] ?? ''),
  }));
  return construct => {
    // The path begins with the stage.
    const own = resources.filter(({ path }) => `/${path}`.includes(`/${construct}/`));
    const dashboards = own.flatMap(({ logicalId, type }) =>
      type === 'AWS::CloudWatch::Dashboard' && ids[logicalId] !== undefined
        ? [dashboardLink(ids[logicalId], region)]
        : [],
    );
    const addresses = Object.entries<any>(document.Outputs ?? {}).filter(
      ([key, { Value }]) =>
        /^https?:\/\/\S+$/.test(outputs[key] ?? '') &&
        own.some(({ logicalId }) => JSON.stringify(Value).includes(`"${logicalId}"`)),
    );
    return [...addresses.map(([key]) => addressLink(outputs[key]!)), ...dashboards];
  };
}

function describe(same: readonly Found[], { owner }: DeployedSettings): Entity {
  const [first, ...others] = [...same].sort(
    (a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || compare(a.stack.name, b.stack.name),
  ) as [Found, ...Found[]];
  const {
    value: { kind, metadata, spec },
    stack: { name: stackName, deployed },
    tier,
    links,
  } = first;
  const environments = [first, ...others].map(each => `${each.stack.name} (${each.tier})`);
  const { account, region } = deployed!;
  return entity({
    kind,
    name: metadata.name,
    title: metadata.title,
    description: descriptionOf(kind, metadata, tier),
    annotations: {
      ...metadata.annotations,
      [WELL_KNOWN.account]: account,
      [OWN.region]: region,
      [OWN.stack]: stackName,
      [OWN.environments]: others.length > 0 ? environments.join(', ') : undefined,
    },
    tags: metadata.tags,
    links:
      kind === 'API' ? links.filter(({ type }) => type === 'website') : [...links, ...stackLink({ region, stackName })],
    spec: { ...spec, owner: spec.owner ?? (owner === undefined ? undefined : groupName(owner)) },
  });
}

function descriptionOf(kind: string, { title, annotations }: Written, tier: string): string {
  const capability = String(annotations[OWN.capability] ?? '').split('@')[0];
  if (kind === 'System') return `What the stack ${title} makes`;
  if (kind === 'API') return `What the ${capability} ${title} answers`;
  if (capability === '') return 'It is used by what the path made, and was made elsewhere';
  return (
    `${capability![0]!.toUpperCase()}${capability!.slice(1)} of the golden path, in ${tier}, edition ` +
    `${annotations[OWN.edition]}`
  );
}

/** New groups for the owners. Where the groups of the organization are known, no group is new. */
function groupsOf(entities: readonly Entity[], known: ReadonlySet<string>): Entity[] {
  if ([...known].some(ref => ref.startsWith('group:'))) return [];
  const names = new Set(
    entities.flatMap(({ spec }) =>
      typeof spec?.owner === 'string' && !/^user:/i.test(spec.owner) ? spec.owner.replace(/^.*[:/]/, '') : [],
    ),
  );
  return [...names].map(name =>
    entity({
      kind: 'Group',
      name,
      description: 'An owner that a stack names',
      annotations: { [OWN.construct]: name },
      spec: { type: 'team', children: [] },
    }),
  );
}

function onlyOne(owners: ReadonlySet<string>): string | undefined {
  return owners.size === 1 ? [...owners][0] : undefined;
}

function groupName(owner: string): string {
  return owner.includes(':') ? owner : nameOf(owner);
}
