import { existsSync, readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { Project, TextFile } from 'projen';
import * as ts from 'typescript';
import { Condition, conditionOf } from './carrier-condition';
import { offeredProps } from './offered-props';
import { Choice, Ledger } from '../src/path/decision';
import { Edition } from '../src/path/edition';
import { TIERS } from '../src/path/tier';
import { Carrier, CarrierPlace } from '../src/record/place';

const FILE = 'schema/decisions.json';
const FOLDER = 'src/capabilities';
const EDITIONS: string[] = Object.values(Edition).sort();

/** How a decision comes about: a prop may make it, the path makes it, or it follows from others. */
type Origin = 'asked' | 'decided' | 'derived';

interface Place {
  readonly slot?: string;
  readonly slots?: string;
  readonly path: string;
  readonly key?: string;
  readonly translated?: true;
  readonly when?: Condition[];
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
 * Generates `schema/decisions.json`: every decision of every capability with its reason, its defaults by edition and tier, what is
 * allowed, and the properties that carry it on each engine. It is packed, so that tools read it without running this package's code.
 */
export function generateDecisionReference(project: Project): void {
  const ids = readdirSync(FOLDER)
    .filter(id => existsSync(`${FOLDER}/${id}/decisions.ts`))
    .sort();
  const described = ids.map(describe);
  const reference = {
    $schema: 'https://github.com/goldenpath-dev/goldenpath/blob/main/schema/decisions-1.schema.json',
    decisionsVersion: '1',
    packageVersion: JSON.parse(readFileSync('package.json', 'utf8')).version,
    editions: EDITIONS,
    capabilities: Object.fromEntries(described.map(({ id, capability }) => [id, capability])),
    decisions: Object.assign({}, ...described.map(({ decisions }) => decisions)),
  };
  new TextFile(project, FILE, { lines: [inLines(reference), ''], readonly: false, marker: false });
}

function describe(id: string) {
  /* eslint-disable @typescript-eslint/no-require-imports -- the folders are known only now */
  const { capability, decide, typicalProps } = require(path.resolve(FOLDER, id, 'decisions.ts'));
  const carriers: Carrier[] = existsSync(`${FOLDER}/${id}/places.ts`)
    ? require(path.resolve(FOLDER, id, 'places.ts')).carriers
    : [];
  /* eslint-enable @typescript-eslint/no-require-imports */
  const settled = (edition: string) =>
    TIERS.map(tier => {
      const recorder = new Recorder(id, { tier, edition: edition as Edition, defaults: {}, limits: {} }, id);
      decide(typicalProps, recorder);
      return recorder;
    });
  const byEdition = EDITIONS.map(edition => ({ edition, recorders: settled(edition) }));
  const [
    {
      recorders: [typical],
    },
  ] = byEdition;
  const origins = originsIn([
    `${FOLDER}/${id}/decisions.ts`,
    ...readdirSync('src/parts')
      .map(part => `src/parts/${part}/decisions.ts`)
      .filter(file => existsSync(file)),
  ]);
  const samples = byEdition.flatMap(({ recorders }) =>
    recorders.map(({ decisions }) =>
      Object.fromEntries(decisions.map(({ name, value }) => [name.split('.')[1], value])),
    ),
  );

  const decisions = Object.fromEntries(
    typical.decisions.map(({ name, because }, i) => {
      const key = name.split('.')[1];
      const choice = typical.choices[key] as any;
      const own = carriers
        .filter(({ decision }) => decision === key)
        .map(carrier => ({
          carrier,
          when: conditionOf(carrier.when, samples, typical.choices, `${FOLDER}/${id}/places.ts`),
        }));
      const places = (engine: 'cloudformation' | 'terraform') =>
        merged(own.map(({ carrier, when }) => placeOf(carrier[engine], when)));
      return [
        name,
        {
          because,
          origin: choice.decided ? 'derived' : (origins[key] ?? 'decided'),
          defaults: history(
            byEdition.map(({ edition, recorders }) => [
              edition,
              Object.fromEntries(TIERS.map((tier, t) => [tier, recorders[t].decisions[i].pathDefault ?? null])),
            ]),
          ),
          ...(choice.range ? { allowed: choice.range.says } : {}),
          ...(choice.allowsNone ? { orNone: true } : {}),
          places: { cloudformation: places('cloudformation'), terraform: places('terraform') },
        },
      ];
    }),
  );
  const { construct, summary, version, stage } = capability;
  return {
    id,
    capability: { construct, summary, version, stage, props: offeredProps(id, `${construct}Props`) },
    decisions,
  };
}

/** A default stands once for as long as it stays the same. */
function history(entries: Array<readonly [edition: string, byTier: any]>) {
  return Object.fromEntries(
    entries.filter(([, byTier], i) => i === 0 || JSON.stringify(byTier) !== JSON.stringify(entries[i - 1][1])),
  );
}

/** Carriers that differ by how they read the same place are one place. */
function merged(places: Place[]): Place[] {
  const whole = (place: Place) =>
    JSON.stringify({ ...place, when: undefined, sometimes: undefined, translated: undefined });
  return places
    .filter((place, i) => places.findIndex(other => whole(other) === whole(place)) === i)
    .map(place => {
      const same = places.filter(other => whole(other) === whole(place));
      const { when, sometimes, ...rest } = place;
      const conditions = same.flatMap(other => other.when ?? []);
      if (same.some(other => !other.when && !other.sometimes)) return rest;
      if (same.some(other => other.sometimes)) return { ...rest, sometimes };
      return { ...rest, when: conditions };
    });
}

/** The one key that a reading looks at in a map of settings, whose keys may have dots in them. */
function keyRead(read: CarrierPlace['read']): string | undefined {
  if (!read) return undefined;
  const keys = new Set<string>();
  try {
    read(
      new Proxy(
        {},
        {
          get: (_, key) => {
            keys.add(String(key));
            return undefined;
          },
        },
      ),
    );
  } catch {
    // It made something of what is not there: what it looked at is known by now.
  }
  const [key, ...others] = keys;
  return key === undefined ||
    others.length ||
    key.startsWith('Symbol') ||
    [[], '', 0, {}].some(kind => key in Object(kind))
    ? undefined
    : key;
}

function placeOf({ slot, path: at, read }: CarrierPlace, when: Condition[] | 'always' | 'sometimes'): Place {
  return {
    ...(typeof slot === 'string' ? { slot } : { slots: slot.source }),
    path: at,
    ...(keyRead(read) === undefined ? {} : { key: keyRead(read) }),
    ...(read ? { translated: true as const } : {}),
    ...(when === 'always' ? {} : when === 'sometimes' ? { sometimes: true as const } : { when }),
  };
}

/** `choose`, `always` and `follows` come to the same once settled, so that which it was is read from the source. The first file that says it wins. */
function originsIn(files: string[]): { [choice: string]: Origin } {
  const known: { [call: string]: Origin } = { choose: 'asked', always: 'decided', follows: 'derived' };
  const origins: { [choice: string]: Origin } = {};
  const called = (node: ts.Expression): string | undefined => {
    if (ts.isPropertyAccessExpression(node) || ts.isParenthesizedExpression(node)) return called(node.expression);
    if (ts.isConditionalExpression(node)) {
      return [called(node.whenTrue), called(node.whenFalse)].find(call => call === 'choose') ?? called(node.whenTrue);
    }
    if (!ts.isCallExpression(node)) return undefined;
    if (!ts.isIdentifier(node.expression)) return called(node.expression);
    return node.expression.text === 'only' && node.arguments.length === 2
      ? called(node.arguments[1])
      : node.expression.text;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      const origin = known[called(node.initializer) ?? ''];
      if (origin) origins[node.name.getText()] ??= origin;
    }
    node.forEachChild(visit);
  };
  for (const file of files) visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return origins;
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
