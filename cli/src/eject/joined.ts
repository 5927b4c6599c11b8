import { WrongUseError } from '../errors.js';
import type { Ejected, Element } from './elements.js';
import { PAGE } from './library.js';
import { word } from './text.js';

/** A construct of the path in its stack. */
export interface Placed {
  readonly stack: string;
  readonly construct: Ejected;
  /** The names under which its stack exports something of it. */
  readonly exported: ReadonlySet<string>;
  /** The names of what it takes from other stacks. */
  readonly imported: ReadonlySet<string>;
}

/** A construct of a stack, with what it gives to other stacks and takes from them. */
export function placed(stack: string, construct: Ejected, { Outputs = {} }: any): Placed {
  const ids = idsOf(construct);
  const exported = Object.values<any>(Outputs).filter(({ Value, Export }) => Export && refersTo(Value, ids));
  const imported = new Set<string>();
  eachCall(
    construct.resources.map(({ definition }) => definition.Properties),
    (name, value) => {
      if (name === 'Fn::ImportValue' && typeof value === 'string') imported.add(value);
    },
  );
  return { stack, construct, imported, exported: new Set(exported.map(({ Export }) => Export.Name)) };
}

/**
 * Refuses to eject constructs without those that hold something of them: a permission, a rule, a variable that one
 * construct has because it uses another is made by both, and AWS CDK exports only what its own references ask for.
 */
export function checkJoined(all: readonly Placed[], chosen: readonly Placed[]): void {
  const together = new Set(chosen);
  // What is joined to what is joined goes as well. A set that grows is walked to its end.
  for (const goes of together) {
    for (const other of all) if (!together.has(other) && isJoined(goes, other)) together.add(other);
  }
  const missing = [...together].filter(each => !chosen.includes(each));
  if (missing.length === 0) return;
  const [here, there] = [pathsOf(chosen), pathsOf(missing)];
  throw new WrongUseError({
    what: `${there.join(', ')} would lose what joins them to ${here.join(', ')}.`,
    where: chosen[0]!.stack,
    hint: `Eject them together: goldenpath eject ${[...here, ...there].map(word).join(' ')}`,
    page: PAGE,
  });
}

/** The networks that stay on the path, in the stacks of what goes, which uses them. */
export function networksLeft(all: readonly Placed[], chosen: readonly Placed[]): Placed[] {
  const isNetwork = ({ construct: { entries, path } }: Placed) =>
    entries.some(entry => entry.path === path && entry.capability === 'network');
  return all.filter(
    each =>
      isNetwork(each) &&
      !chosen.includes(each) &&
      chosen.some(
        goes =>
          goes.stack === each.stack &&
          goes.construct.resources.some(({ definition }) => refersTo(definition.Properties, idsOf(each.construct))),
      ),
  );
}

/** Whether what stays refers to what goes, what goes waits for it, or one of them exports for the other. */
function isJoined(goes: Placed, stays: Placed): boolean {
  const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some(name => b.has(name));
  if (meets(goes.exported, stays.imported) || meets(stays.exported, goes.imported)) return true;
  if (goes.stack !== stays.stack) return false;
  const [here, there] = [idsOf(goes.construct), idsOf(stays.construct)];
  return (
    stays.construct.resources.some(each => waitsFor(each, here) || refersTo(each.definition.Properties, here)) ||
    goes.construct.resources.some(each => waitsFor(each, there))
  );
}

function pathsOf(placed: readonly Placed[]): string[] {
  return placed.map(({ construct }) => construct.path);
}

function idsOf({ resources }: Ejected): ReadonlySet<string> {
  return new Set(resources.map(({ logicalId }) => logicalId));
}

function waitsFor({ definition }: Element, ids: ReadonlySet<string>): boolean {
  return [definition.DependsOn ?? []].flat().some(each => ids.has(each as string));
}

/** Whether a value refers to one of these resources anywhere. */
function refersTo(value: unknown, ids: ReadonlySet<string>): boolean {
  let found = false;
  eachCall(value, (name, argument) => {
    if (name === 'Ref' || name === 'Fn::GetAtt') found ||= ids.has([argument].flat()[0] as string);
  });
  return found;
}

/** Visits every key of a value with what stands there. */
function eachCall(value: unknown, visit: (name: string, argument: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    visit(name, each);
    eachCall(each, visit);
  }
}
