import type { ServiceName } from '../events/aggregate.js';
import { type StackRecord, stacksAt } from './stacks.js';

/** By which names events may call what is in a stack: its own, and those of its constructs. */
export function serviceNamesOf(
  records: readonly StackRecord[],
  asOf: Date,
): { names: ServiceName[]; ambiguous: string[] } {
  const found = new Map<string, ServiceName>();
  const ambiguous = new Set<string>();
  for (const each of stacksAt(records, asOf).flatMap(namesIn)) {
    const known = found.get(each.service);
    if (known && known.arm !== each.arm) ambiguous.add(each.service);
    // One of several environments is enough: an event says itself which it was in, where it can.
    if (!known) found.set(each.service, each);
    else if (known.production !== each.production) found.set(each.service, { ...known, production: null });
  }
  for (const service of ambiguous) found.set(service, { ...found.get(service)!, arm: null });
  return { names: [...found.values()], ambiguous: [...ambiguous].sort() };
}

/**
 * Which of several stacks of one name is meant is known where the event says its account: one for each environment is
 * usual.
 */
export function accountNamesOf(records: readonly StackRecord[], asOf: Date): ServiceName[] {
  const found = new Map<string, ServiceName>();
  for (const record of stacksAt(records, asOf)) {
    if (record.account === null || record.summary === null) continue;
    for (const each of namesIn(record)) {
      const key = `${record.account} ${each.service}`;
      const production = found.has(key) && found.get(key)!.production !== each.production ? null : each.production;
      found.set(key, { ...each, account: record.account, production });
    }
  }
  return [...found.values()];
}

function namesIn(record: StackRecord): ServiceName[] {
  const { name, deployedAs, team, manifest } = record;
  const stack = lastOf(name);
  const own = [name, stack, ...(deployedAs === null ? [] : [deployedAs])].map(each => ({
    service: each,
    called: each === deployedAs ? stack : each,
    team,
  }));
  const ofEntries = (manifest?.entries ?? []).flatMap(({ path, owner }) =>
    [path, lastOf(path)].map(each => ({ service: each, called: each, team: owner ?? team })),
  );
  return [...own, ...ofEntries].map(each => ({
    ...each,
    stack,
    account: null,
    arm: armOf(record),
    production: productionOf(record),
  }));
}

/**
 * What ECS calls the containers of these stacks. CloudFormation names what has no name of its own after the stack, the
 * logical id and chance,
 * so that such a name leads to one stack.
 */
export function containerNamesOf(
  told: ReadonlyArray<{ readonly service: string; readonly account: string | null }>,
  records: readonly StackRecord[],
  known: readonly ServiceName[],
  asOf: Date,
): ServiceName[] {
  const names = new Map(known.map(each => [each.service, each]));
  const all = stacksAt(records, asOf).flatMap(record =>
    record.containers.map(container => ({ record, container, stack: lastOf(record.name) })),
  );
  for (const { service, account } of told) {
    const isMeant = ({ record: { deployedAs }, container: { logicalId, givenName } }: (typeof all)[number]) =>
      givenName === service || (deployedAs !== null && service.startsWith(`${deployedAs}-${logicalId}-`));
    const meant = all.filter(isMeant);
    const found =
      meant.find(({ record }) => record.account === account) ?? meant.find(({ record }) => record.account === null);
    if (!found || names.has(service)) continue;
    const {
      record,
      container: { name },
      stack,
    } = found;
    // Two teams may both have an Api.
    const isOne = all.every(other => other.container.name !== name || other.stack === stack);
    const called = isOne ? name : `${stack}/${name}`;
    const row = {
      called,
      stack,
      account: null,
      team: names.get(called)?.team ?? record.team,
      arm: armOf(record),
      production: productionOf(record),
    };
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
