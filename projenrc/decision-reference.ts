import { readFileSync } from 'fs';
import { Project, TextFile } from 'projen';
import { capabilityIds, loadCapability, loadPolicy, policyIds } from './capabilities';
import { offeredProps } from './offered-props';
import { Choice } from '../src/path/decision';
import { Edition } from '../src/path/edition';
import { Ledger } from '../src/path/ledger';
import { NOWHERE, propsOf } from '../src/path/sample';
import { TIERS } from '../src/path/tier';
import { Condition, spelledOut, Values } from '../src/record/condition';
import { EngineName, Place, placeOn } from '../src/record/place';

const FILE = 'schema/decisions.json';
const EDITIONS: string[] = Object.values(Edition).sort();

interface Shown {
  readonly slot?: string;
  readonly slots?: string;
  readonly path: string;
  readonly key?: string;
  readonly unit?: string;
  readonly translated?: true;
  readonly when?: ReadonlyArray<{ readonly [decision: string]: Values }>;
  readonly sometimes?: true;
}

/** Keeps the choices as they were before they were settled: with their ranges. */
class Recorder extends Ledger {
  readonly choices: { [name: string]: Choice<any> } = {};

  settle(choices: any): any {
    for (const [key, choice] of Object.entries<Choice<any>>(choices)) this.choices[key] = choice;
    return super.settle(choices);
  }
}

/**
 * Generates `schema/decisions.json`: every decision of every capability with its reason, its defaults by edition and
 * tier, the values that are allowed, and the properties that show it on each engine. It is packed, so that tools read
 * it without running this package's code.
 */
export function generateDecisionReference(project: Project): void {
  new TextFile(project, FILE, { lines: [inLines(decisionReference()), ''], readonly: false, marker: false });
}

/** The reference, read from the capabilities' definitions, samples and places. */
export function decisionReference() {
  const described = [...capabilityIds(), ...policyIds()].sort().map(describe);
  return {
    $schema: 'https://github.com/goldenpath-dev/goldenpath/blob/main/schema/decisions-1.schema.json',
    decisionsVersion: '1',
    packageVersion: JSON.parse(readFileSync('package.json', 'utf8')).version,
    editions: EDITIONS,
    capabilities: Object.fromEntries(described.map(({ id, capability }) => [id, capability])),
    decisions: Object.assign({}, ...described.map(({ decisions }) => decisions)),
  };
}

/** A capability, or one that makes no resource: nothing shows its decisions in a template. */
function loadAny(id: string) {
  if (!policyIds().includes(id)) {
    const { definition, samples, places } = loadCapability(id);
    const decide = (ledger: Ledger) => definition.decide(propsOf(samples.typical, NOWHERE), ledger);
    return { definition, decide, places: places.places };
  }
  const { definition, decideAll } = loadPolicy(id);
  return { definition, decide: decideAll, places: [] };
}

function describe(id: string) {
  const { definition, decide, places } = loadAny(id);
  const settled = (edition: string) =>
    TIERS.map(tier => {
      const recorder = new Recorder(id, { tier, edition: edition as Edition, defaults: {}, limits: {} }, id);
      decide(recorder);
      return recorder;
    });
  const byEdition = EDITIONS.map(edition => ({ edition, recorders: settled(edition) }));
  const [
    {
      recorders: [typical],
    },
  ] = byEdition;
  const decisions = typical.decisions.map(({ name, because }, i) => {
    const key = name.split('.')[1];
    const choice = typical.choices[key];
    const own = places.filter(({ decision, elsewhere }) => decision === key && !elsewhere);
    const history = byEdition.map(({ edition, recorders }): [string, any] => [
      edition,
      Object.fromEntries(TIERS.map((tier, t) => [tier, recorders[t].decisions[i].pathDefault ?? null])),
    ]);
    return [
      name,
      {
        because,
        origin: choice.decided ? 'derived' : choice.origin,
        defaults: unlessSame(history),
        ...(choice.range ? { allowed: choice.range.says } : {}),
        ...(choice.allowsNone ? { orNone: true } : {}),
        places: {
          cloudformation: merged(own.map(place => shownOn('cloudformation', place))),
          terraform: merged(own.map(place => shownOn('terraform', place))),
        },
      },
    ];
  });
  const { construct, summary, version, stage } = definition.capability;
  return {
    id,
    capability: { construct, summary, version, stage, props: offeredProps(id, definition.struct) },
    decisions: Object.fromEntries(decisions),
  };
}

/** A default stands once for as long as it stays the same. */
function unlessSame(entries: Array<readonly [edition: string, byTier: any]>) {
  const isNew = ([, byTier]: readonly [string, any], i: number) =>
    i === 0 || JSON.stringify(byTier) !== JSON.stringify(entries[i - 1][1]);
  return Object.fromEntries(entries.filter(isNew));
}

/** Places that differ by how they read the same property are one place. */
function merged(places: Shown[]): Shown[] {
  const whole = (place: Shown) =>
    JSON.stringify({ ...place, when: undefined, sometimes: undefined, translated: undefined, unit: undefined });
  return places
    .filter((place, i) => places.findIndex(other => whole(other) === whole(place)) === i)
    .map(place => {
      const same = places.filter(other => whole(other) === whole(place));
      const { when, sometimes, ...rest } = place;
      if (same.some(other => !other.when && !other.sometimes)) return rest;
      if (same.some(other => other.sometimes)) return { ...rest, sometimes: true };
      return { ...rest, when: same.flatMap(other => other.when ?? []) };
    });
}

function shownOn(engine: EngineName, place: Place): Shown {
  const { slot, slots, path: at, key, unit, having, lacking } = placeOn(engine, place);
  const isGathered = place.gather !== undefined && place.gather !== 'alike';
  const conditions = place.when === undefined ? undefined : ([place.when].flat() as Condition[]).map(spelledOut);
  return {
    ...(slots === undefined ? { slot } : { slots }),
    path: at,
    ...(key === undefined ? {} : { key }),
    ...(unit === undefined ? {} : { unit }),
    ...(unit !== undefined || isGathered ? { translated: true as const } : {}),
    ...(place.provided !== undefined || having !== undefined || lacking !== undefined
      ? { sometimes: true as const }
      : conditions === undefined
        ? {}
        : { when: conditions }),
  };
}

/** One line a capability and one a decision: a changed default is one changed line. */
function inLines({ capabilities, decisions, ...head }: any): string {
  const block = (name: string, entries: any) =>
    `  ${JSON.stringify(name)}: {\n${Object.entries(entries)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n')}\n  }`;
  const first = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return ['{', [...first, block('capabilities', capabilities), block('decisions', decisions)].join(',\n'), '}'].join(
    '\n',
  );
}
