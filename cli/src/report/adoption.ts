import type { Reference } from '../decisions/reference.js';
import { eligibleWhen, knownResources, type Usage, usageOf } from './eligibility.js';
import { rate } from './estimate.js';
import type {
  CapabilityAdoption,
  Count,
  DatedCount,
  EditionInUse,
  PlatformAdoption,
  Sunset,
  SunsetCandidate,
  TeamCount,
} from './model.js';
import { datesOf, type StackRecord, stacksAt } from './stack-record.js';

/** The largest number of stacks in the list of stacks off the platform. */
const OFF_PATH_SHOWN = 200;
const DEFINITION =
  'A stack is on the platform when it carries the metadata of the path: the manifest in its assembly, or the ' +
  'output of the deployed stack. Every other one is off it; nothing needs to be registered. One whose metadata ' +
  'cannot be read is unknown.';

function countOf(stacks: readonly StackRecord[], usage: (stack: StackRecord) => Usage): Count {
  const usages = stacks.map(usage);
  const using = usages.filter(each => each === 'using').length;
  return {
    using,
    eligible: using + usages.filter(each => each === 'not using').length,
    unknown: usages.filter(each => each === 'unknown').length,
  };
}

function byTeam(stacks: readonly StackRecord[], usage: (stack: StackRecord) => Usage): TeamCount[] {
  const teams = new Map<string | null, StackRecord[]>();
  for (const stack of stacks) teams.set(stack.team, [...(teams.get(stack.team) ?? []), stack]);
  return [...teams]
    .map(([team, own]) => ({ team, ...countOf(own, usage) }))
    .filter(({ eligible, unknown }) => eligible + unknown > 0)
    .sort((a, b) => b.eligible - a.eligible || String(a.team).localeCompare(String(b.team)));
}

function overTime(records: readonly StackRecord[], asOf: Date, usage: (stack: StackRecord) => Usage): DatedCount[] {
  return datesOf(records, asOf).map(at => ({
    at: at.toISOString().slice(0, 10),
    ...countOf(stacksAt(records, at, asOf), usage),
  }));
}

const platformUsage = ({ summary, isReadable }: StackRecord): Usage =>
  summary !== null ? 'using' : isReadable ? 'not using' : 'unknown';

export function platformOf(records: readonly StackRecord[], asOf: Date, minimumN: number): PlatformAdoption {
  const stacks = stacksAt(records, asOf);
  const count = countOf(stacks, platformUsage);
  const off = stacks
    .filter(stack => platformUsage(stack) === 'not using')
    .sort((a, b) => (b.resources ?? -1) - (a.resources ?? -1) || a.name.localeCompare(b.name));
  return {
    definition: DEFINITION,
    ...count,
    share: rate(count.using, count.eligible, minimumN, 'No stack was read.'),
    byTeam: byTeam(stacks, platformUsage),
    overTime: overTime(records, asOf, platformUsage),
    offPath: off
      .slice(0, OFF_PATH_SHOWN)
      .map(({ name, team, location, resources }) => ({ name, team, location, resources })),
    offPathTotal: off.length,
  };
}

export function capabilitiesOf(
  records: readonly StackRecord[],
  reference: Reference,
  asOf: Date,
  minimumN: number,
): CapabilityAdoption[] {
  const stacks = stacksAt(records, asOf);
  const known = knownResources(stacks);
  const ids = [
    ...new Set([
      ...Object.keys(reference.capabilities),
      ...stacks.flatMap(({ summary }) => Object.keys(summary?.capabilities ?? {})),
    ]),
  ];
  return ids
    .map((capability): CapabilityAdoption => {
      const usage = (stack: StackRecord) => usageOf(capability, stack, known);
      const count = countOf(stacks, usage);
      const users = stacks.filter(stack => usage(stack) === 'using');
      const stages = users
        .flatMap(({ manifest }) => manifest?.entries ?? [])
        .filter(entry => entry.capability === capability)
        .map(({ stage }) => stage);
      const versions = [...new Set(users.map(({ summary }) => summary!.capabilities[capability]!.version))].sort();
      return {
        capability,
        construct: reference.capabilities[capability]?.construct ?? null,
        summary: reference.capabilities[capability]?.summary ?? null,
        // The stage of the platform team is in the manifests, the stage of the library in the reference.
        stage: stages.at(-1) ?? reference.capabilities[capability]?.stage ?? null,
        ...count,
        share: rate(count.using, count.eligible, minimumN, 'No stack is known that could use it.'),
        constructs: users.reduce((total, { summary }) => total + summary!.capabilities[capability]!.count, 0),
        eligibleWhen: eligibleWhen(capability, known),
        byTeam: byTeam(stacks, usage),
        overTime: overTime(records, asOf, usage),
        versions: versions.map(version => {
          const own = users.filter(({ summary }) => summary!.capabilities[capability]!.version === version);
          return {
            version,
            stacks: own.length,
            constructs: own.reduce((total, { summary }) => total + summary!.capabilities[capability]!.count, 0),
          };
        }),
      };
    })
    .sort((a, b) => b.using - a.using || a.capability.localeCompare(b.capability));
}

export function editionsOf(records: readonly StackRecord[], asOf: Date, reference: Reference): EditionInUse[] {
  const on = stacksAt(records, asOf).filter(({ summary }) => summary !== null);
  const editions = [...new Set(on.map(({ summary }) => summary!.edition))].sort().reverse();
  const newest = [...editions, ...reference.editions].sort().at(-1);
  return editions.map(edition => {
    const own = on.filter(({ summary }) => summary!.edition === edition);
    const packages = [...new Set(own.map(({ summary }) => summary!.package))].sort().reverse();
    return {
      edition,
      stacks: own.length,
      teams: new Set(own.map(({ team }) => team)).size,
      isNewest: edition === newest,
      packages: packages.map(version => ({
        version,
        stacks: own.filter(({ summary }) => summary!.package === version).length,
      })),
    };
  });
}

/** The thresholds of a candidate that few stacks use: the largest number of teams, and the share of eligible stacks. */
export const SUNSET_RULE = { teams: 2, share: 0.1 } as const;

/**
 * The owner of a capability: the owner that an option names, else the owner in the newest manifest with the capability.
 * A capability in no manifest has the owner of all others, where these have only one.
 */
function ownersOf(
  records: readonly StackRecord[],
  named: (capability: string) => string | null,
): (capability: string) => string | null {
  const owners = new Map<string, string>();
  const byAge = [...records].sort((a, b) => (a.at?.getTime() ?? Infinity) - (b.at?.getTime() ?? Infinity));
  for (const { capability, capabilityOwner } of byAge.flatMap(({ manifest }) => manifest?.entries ?? []))
    if (capabilityOwner) owners.set(capability, capabilityOwner);
  const all = [...new Set(owners.values())];
  return capability => named(capability) ?? owners.get(capability) ?? (all.length === 1 ? all[0]! : null);
}

function couldText(eligible: number, unknown: number): string {
  const unknownText = unknown > 0 ? `; of ${unknown} it is not known whether they could` : '';
  if (eligible > 0) return `, of ${eligible} that could${unknownText}`;
  return unknown > 0 ? unknownText : ', and none that was read could';
}

export function sunsetOf(
  capabilities: readonly CapabilityAdoption[],
  records: readonly StackRecord[],
  asOf: Date,
  named: (capability: string) => string | null,
): Sunset {
  const stacks = stacksAt(records, asOf);
  const ownerOf = ownersOf(
    records.filter(({ at }) => at === null || at <= asOf),
    named,
  );
  const candidates = capabilities.flatMap((each): SunsetCandidate[] => {
    const { capability, construct, stage, using, eligible, unknown } = each;
    const users = new Map<string | null, string[]>();
    for (const { team, name, summary } of stacks)
      if (summary?.capabilities[capability]) users.set(team, [...(users.get(team) ?? []), name]);
    const candidate = (kind: SunsetCandidate['kind'], because: string): SunsetCandidate[] => [
      {
        capability,
        construct,
        stage,
        kind,
        because,
        owner: ownerOf(capability),
        users: [...users]
          .map(([team, names]) => ({ team, stacks: names.sort() }))
          .sort((a, b) => b.stacks.length - a.stacks.length),
      },
    ];
    if (stage === 'deprecated' || stage === 'sunset')
      return candidate(
        'announced',
        `Its stage is ${stage}; ${using} stack${using === 1 ? ' still uses' : 's still use'} it.`,
      );
    if (using === 0) return candidate('zombie', `No stack uses it${couldText(eligible, unknown)}.`);
    if (users.size <= SUNSET_RULE.teams && eligible > 0 && using / eligible < SUNSET_RULE.share)
      return candidate(
        'few',
        `${using} of ${eligible} stacks that could use it, of ${users.size} team${users.size === 1 ? '' : 's'}.`,
      );
    return [];
  });
  return {
    rule:
      'A candidate is a capability whose stage is deprecated or sunset (announced), that no stack uses (zombie), ' +
      `or that at most ${SUNSET_RULE.teams} teams and less than ${SUNSET_RULE.share * 100} % of the stacks that ` +
      'could use it do (few). New ones are among them: a candidate is a question to its owner, who is the one that ' +
      '--owners names, else the manifests; of a capability that is in no manifest, the one who owns all others.',
    candidates,
  };
}
