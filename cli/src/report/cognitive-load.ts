import type { Reference } from '../decisions/reference.js';
import type { CapabilityLoad, CognitiveLoad, LoadCount } from './model.js';
import { datesOf, type StackRecord, stacksAt } from './stack-record.js';

const DEFINITION =
  'The decisions that teams made by a prop, beside those that were made for them, and what they changed by an ' +
  'escape. Counted in manifests: it is the surface that a team can be asked to know, and no measure of how hard ' +
  'it was.';
const MOST_MADE = 5;

export function cognitiveLoadOf(records: readonly StackRecord[], reference: Reference, asOf: Date): CognitiveLoad {
  const now = stacksAt(records, asOf);
  return {
    definition: DEFINITION,
    now: countOf(now),
    overTime: datesOf(records, asOf).flatMap(at => {
      const count = countOf(stacksAt(records, at, asOf));
      return count === null ? [] : [{ at: at.toISOString().slice(0, 10), ...count }];
    }),
    byCapability: byCapability(now, reference),
  };
}

function countOf(stacks: readonly StackRecord[]): LoadCount | null {
  const summaries = stacks.flatMap(({ summary }) => summary ?? []);
  if (summaries.length === 0) return null;
  const total = (of: (summary: (typeof summaries)[number]) => number) =>
    summaries.reduce((sum, each) => sum + of(each), 0);
  const [madeByTeam, decidedByPath, decidedByPlatformTeam] = [
    total(({ decisions }) => decisions.team),
    total(({ decisions }) => decisions.path),
    total(({ decisions }) => decisions.platform),
  ];
  const decisions = madeByTeam + decidedByPath + decidedByPlatformTeam;
  return {
    stacks: summaries.length,
    madeByTeam,
    decidedByPath,
    decidedByPlatformTeam,
    escapes: total(({ escapes }) => escapes.recorded + escapes.unrecorded),
    teamShare: decisions === 0 ? null : madeByTeam / decisions,
  };
}

function byCapability(stacks: readonly StackRecord[], reference: Reference): CapabilityLoad[] {
  const entries = stacks.flatMap(({ manifest }) => manifest?.entries ?? []);
  return [...new Set(entries.map(({ capability }) => capability))].sort().map(capability => {
    const own = entries.filter(entry => entry.capability === capability);
    const made = own.map(({ decisions }) => decisions.filter(({ decidedBy }) => decidedBy === 'app team').length);
    const names = new Map<string, Array<string | null>>();
    for (const { decisions, owner } of own)
      for (const { name, decidedBy } of decisions)
        if (decidedBy === 'app team') names.set(name, [...(names.get(name) ?? []), owner]);
    return {
      capability,
      constructs: own.length,
      offered: reference.capabilities[capability]?.props.names.length ?? null,
      madeByTeam: { median: medianOf(made), most: Math.max(...made) },
      decidedForTeam: {
        median: medianOf(
          own.map(({ decisions }) => decisions.filter(({ decidedBy }) => decidedBy !== 'app team').length),
        ),
      },
      mostMade: [...names]
        .map(([decision, owners]) => ({ decision, constructs: owners.length, teams: new Set(owners).size }))
        .sort((a, b) => b.constructs - a.constructs || a.decision.localeCompare(b.decision))
        .slice(0, MOST_MADE),
    };
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}
