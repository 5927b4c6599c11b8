import type { ServiceName } from '../events/aggregates.js';
import { type StackRecord, stacksAt } from './stack-record.js';

/** The names of services in events: the names of stacks and the names of their constructs. */
export function serviceNamesOf(
  records: readonly StackRecord[],
  asOf: Date,
): { names: ServiceName[]; ambiguous: string[] } {
  const found = new Map<string, ServiceName>();
  const ambiguous = new Set<string>();
  for (const each of stacksAt(records, asOf).flatMap(namesIn)) {
    const known = found.get(each.service);
    if (known && known.arm !== each.arm) ambiguous.add(each.service);
    // The name is in several environments. Events that contain their environment need no other source for it.
    if (!known) found.set(each.service, each);
    else if (known.production !== each.production) found.set(each.service, { ...known, production: null });
  }
  for (const service of ambiguous) found.set(service, { ...found.get(service)!, arm: null });
  return { names: [...found.values()], ambiguous: [...ambiguous].sort() };
}

/**
 * The names of services by account. Where each environment has its own account, the account in an event tells which of
 * several stacks with the same name is meant.
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
 * The names of Amazon ECS services in events. Without a name in the template, CloudFormation makes one from the stack,
 * the logical id and a random part, so that the name leads to one stack.
 */
export function ecsServiceNamesOf(
  inEvents: ReadonlyArray<{ readonly service: string; readonly account: string | null }>,
  records: readonly StackRecord[],
  known: readonly ServiceName[],
  asOf: Date,
): ServiceName[] {
  const names = new Map(known.map(each => [each.service, each]));
  const all = stacksAt(records, asOf).flatMap(record =>
    record.ecsServices.map(ecsService => ({ record, ecsService, stack: lastOf(record.name) })),
  );
  for (const { service, account } of inEvents) {
    const isMeant = ({ record: { deployedAs }, ecsService: { logicalId, givenName } }: (typeof all)[number]) =>
      givenName === service || (deployedAs !== null && service.startsWith(`${deployedAs}-${logicalId}-`));
    const meant = all.filter(isMeant);
    const found =
      meant.find(({ record }) => record.account === account) ?? meant.find(({ record }) => record.account === null);
    if (!found || names.has(service)) continue;
    const {
      record,
      ecsService: { name },
      stack,
    } = found;
    // Two teams can both have a service Api.
    const isUnique = all.every(other => other.ecsService.name !== name || other.stack === stack);
    const called = isUnique ? name : `${stack}/${name}`;
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
