import type { ServiceName } from '../events/aggregate.js';
import { type StackRecord, stacksAt } from './stacks.js';

/** By which names events may call what is in a stack: its own, and those of its constructs. */
export function serviceNamesOf(records: readonly StackRecord[], asOf: Date): { names: ServiceName[]; ambiguous: string[] } {
  const found = new Map<string, ServiceName>();
  const ambiguous = new Set<string>();
  for (const record of stacksAt(records, asOf)) {
    const { name, deployedAs, team, manifest } = record;
    const stack = lastOf(name);
    const ofEntries = (manifest?.entries ?? []).flatMap(({ path, owner }) => [path, lastOf(path)].map(each => ({ service: each, called: each, team: owner ?? team })));
    const own = [name, stack, ...deployedAs === null ? [] : [deployedAs]].map(each => ({ service: each, called: each === deployedAs ? stack : each, team }));
    for (const { service, called, team: owner } of [...own, ...ofEntries]) {
      const [arm, production] = [armOf(record), productionOf(record)];
      const known = found.get(service);
      if (known && known.arm !== arm) ambiguous.add(service);
      // One of several environments is enough: an event says itself which it was in, where it can.
      if (!known) found.set(service, { service, called, stack, team: owner, arm, production });
      else if (known.production !== production) found.set(service, { ...known, production: null });
    }
  }
  for (const service of ambiguous) found.set(service, { ...found.get(service)!, arm: null });
  return { names: [...found.values()], ambiguous: [...ambiguous].sort() };
}

/**
 * What ECS calls the containers of these stacks. CloudFormation names what has no name of its own after the stack, the logical id and chance,
 * so that such a name leads to one stack.
 */
export function containerNamesOf(told: readonly string[], records: readonly StackRecord[], known: readonly ServiceName[], asOf: Date): ServiceName[] {
  const names = new Map(known.map(each => [each.service, each]));
  const all = stacksAt(records, asOf).flatMap(record => record.containers.map(container => ({ record, container, stack: lastOf(record.name) })));
  for (const service of told) {
    const found = all.find(({ record: { deployedAs }, container: { logicalId, givenName } }) => givenName === service || (deployedAs !== null && service.startsWith(`${deployedAs}-${logicalId}-`)));
    if (!found || names.has(service)) continue;
    const { record, container: { name }, stack } = found;
    // Two teams may both have an Api.
    const isOne = all.every(other => other.container.name !== name || other.stack === stack);
    const called = isOne ? name : `${stack}/${name}`;
    const row = { called, stack, team: names.get(called)?.team ?? record.team, arm: armOf(record), production: productionOf(record) };
    names.set(service, { service, ...row });
    if (!names.has(called)) names.set(called, { service: called, ...row });
  }
  return [...names.values()].slice(known.length);
}

function armOf({ summary, isReadable }: StackRecord): ServiceName['arm'] {
  return summary !== null ? 'on' : isReadable ? 'off' : null;
}

function productionOf({ summary }: StackRecord): boolean | null {
  return summary === null ? null : summary.tier === 'production';
}

function lastOf(path: string): string {
  return path.split('/').at(-1)!;
}
