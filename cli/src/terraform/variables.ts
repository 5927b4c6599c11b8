import type { ManifestEntry } from '../assembly/manifest.js';
import { parsePath, type Segment } from '../assembly/property-path.js';
import { resourcesOf } from '../decisions/places.js';
import { defaultsIn, type DecisionReference, type Place, type Reference } from '../decisions/reference.js';
import type { Configuration, Resource } from './configuration.js';
import { snakeCase } from './names.js';
import { type Body, Call, Expression, Template, textOf, type Value } from './values.js';

/** A variable of a module. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** Left out: the caller has to say. */
  readonly value?: Value;
}

/** Ways to set a value: a list or map, and the key in it. */
interface Spot {
  readonly get: Value | undefined;
  set(value: Value): void;
}

/** How names of variables are chosen. */
export interface Naming {
  /** Names that are taken. */
  readonly taken: Set<string>;
}

/** A name that nothing else has: the wanted one, or the second, or one with a number. */
export function freeName(wanted: string, { taken }: Naming, second = wanted): string {
  let name = taken.has(wanted) ? second : wanted;
  for (let i = 2; taken.has(name); i++) name = `${second}_${i}`;
  taken.add(name);
  return name;
}

/** The variables of the team's own. */
export function givenVariables({ variables }: Configuration): Variable[] {
  return [...variables].map(([name, body]) => ({
    name,
    type: textOf(body.get('type')) ?? 'any',
    description: textOf(body.get('description')) ?? 'A variable of the stack.',
    value: body.get('default'),
  }));
}

/** Makes variables of images: a deployment is a new one of them. */
export function imageVariables({ resources }: Configuration, naming: Naming): Variable[] {
  return resources
    .filter(({ type }) => type === 'aws_ecs_task_definition')
    .flatMap(({ path, body }) => {
      const containers = unwrapped(body.get('container_definitions'), false);
      return (Array.isArray(containers) ? containers : []).flatMap((container): Variable[] => {
        const image = container instanceof Map ? textOf(container.get('image')) : undefined;
        if (image === undefined) return [];
        const of = textOf((container as Body).get('name')) ?? '';
        const owner = path.slice(0, -1).join('_');
        const name = freeName(snakeCase(of === 'app' ? `${owner}_image` : `${owner}_${of}_image`), naming);
        (container as Body).set('image', new Expression(`var.${name}`));
        return [
          { name, type: 'string', description: `The image of the container ${of}.`, value: new Template([image]) },
        ];
      });
    });
}

/**
 * Makes variables of the decisions that differ between environments, or that the team or the platform team made, where
 * they stand in the resources as they are.
 */
export function decisionVariables(
  configuration: Configuration,
  entries: readonly ManifestEntry[],
  { reference, edition, ...naming }: Naming & { readonly reference: Reference; readonly edition: string },
): Variable[] {
  return entries.flatMap(entry =>
    entry.decisions.flatMap(decision => {
      const known = reference.decisions[decision.name];
      const type = typeOf(decision.value);
      if (!known || type === undefined) return [];
      if (decision.decidedBy === 'golden path' && !differsByTier(known, edition)) return [];
      const spots = spotsOf(configuration, entry, known.places.terraform, decision.value);
      if (spots.length === 0) return [];
      const wanted = snakeCase(`${entry.path.split('/').slice(1).join('_')}_${decision.name.split('.')[1]}`);
      const name = freeName(wanted, naming);
      spots.forEach(spot => spot.set(new Expression(`var.${name}`)));
      const description = `The decision ${decision.name}: ${decision.because}`;
      return [{ name, type, description, value: valueOf(decision.value) }];
    }),
  );
}

function differsByTier(known: DecisionReference, edition: string): boolean {
  const values = Object.values(defaultsIn(known, edition) ?? {}).map(value => JSON.stringify(value));
  return new Set(values).size > 1;
}

function typeOf(value: unknown): string | undefined {
  return typeof value === 'boolean' ? 'bool' : ['string', 'number'].includes(typeof value) ? typeof value : undefined;
}

function valueOf(value: unknown): Value {
  return typeof value === 'string' ? new Template([value]) : (value as number | boolean);
}

/** Where a decision stands. None where one place shows it in other terms: a variable would be half the truth. */
function spotsOf(
  configuration: Configuration,
  entry: ManifestEntry,
  places: readonly Place[],
  decided: unknown,
): Spot[] {
  const found: Spot[] = [];
  for (const place of places) {
    const resources = resourcesIn(configuration, entry, place);
    if (place.translated || place.key !== undefined || place.path === '') {
      if (resources.length > 0) return [];
      continue;
    }
    for (const { body } of resources) {
      const spot = spotAt(body, place.path);
      if (spot?.get === undefined) continue;
      if (!isSame(spot.get, decided)) return [];
      found.push(spot);
    }
  }
  return found;
}

function resourcesIn({ resources }: Configuration, entry: ManifestEntry, place: Place): Resource[] {
  const meant = resourcesOf(place, entry);
  return resources.filter(
    ({ mode, type, id }) => mode === 'resource' && meant.some(each => each.type === type && each.logicalId === id),
  );
}

/** The value at a path: `runtime_platform.cpu_architecture`, `container_definitions[name=app].memory`. */
function spotAt(body: Body, path: string): Spot | undefined {
  let spot: Spot | undefined = { get: body, set: () => undefined };
  for (const segment of parsePath(path)) {
    const at = unwrapped(spot.get, 'key' in segment);
    spot = 'key' in segment ? inMap(at, segment.key) : inList(at, segment);
    if (spot === undefined) return undefined;
  }
  return spot;
}

/** What is encoded, and the only block of a list of blocks. */
function unwrapped(value: Value | undefined, isKeyNext: boolean): Value | undefined {
  if (value instanceof Call) return unwrapped(value.values[0], isKeyNext);
  return isKeyNext && Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function inMap(map: Value | undefined, key: string): Spot | undefined {
  return map instanceof Map ? { get: map.get(key), set: value => void map.set(key, value) } : undefined;
}

function inList(list: Value | undefined, segment: Exclude<Segment, { readonly key: string }>): Spot | undefined {
  if (!Array.isArray(list)) return undefined;
  const index =
    'index' in segment
      ? segment.index
      : list.findIndex(each => each instanceof Map && textOf(each.get(segment.where)) === segment.equals);
  return index in list ? { get: list[index], set: value => void (list[index] = value) } : undefined;
}

function isSame(found: Value, decided: unknown): boolean {
  return found instanceof Template ? textOf(found) === decided : found === decided;
}
