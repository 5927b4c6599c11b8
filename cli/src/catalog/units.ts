import type { Manifest, ManifestEntry, Tier } from '../assembly/manifest.js';
import type { StackRead, Template } from '../assembly/stack.js';
import { type Deployment, deploymentsOf } from './deployment.js';

/** A golden path construct. A construct in several stages is one unit. */
export interface Unit {
  /** The construct path without the stage. */
  readonly id: string;
  /** The id of the stack without the stage, which is the system in the catalog. */
  readonly system: string;
  readonly entry: ManifestEntry;
  readonly manifest: Manifest;
  readonly stack: StackRead;
  readonly template: Template;
  readonly deployment: Deployment;
  /** The stacks with the construct and their tiers. The first one is the stack that is described here. */
  readonly environments: ReadonlyArray<{ readonly stack: string; readonly tier: Tier }>;
  /** The constructs that it uses. */
  readonly uses: readonly UnitUse[];
}

export interface UnitUse {
  readonly capability: string;
  /** The construct path without the stage. */
  readonly id: string;
  readonly access: string;
  /** The used construct; undefined where this app did not make it. */
  readonly unit: () => Unit | undefined;
}

const RANK: { readonly [tier in Tier]: number } = { production: 0, staging: 1, development: 2 };

/** The constructs of all stacks. A construct in several stages has the description of the most important stage. */
export async function unitsOf(stacks: readonly StackRead[]): Promise<Unit[]> {
  const deployments = deploymentsOf(stacks);
  const found: Unit[] = [];
  const byKey = new Map<string, Unit>();
  for (const stack of stacks) {
    const { manifest } = stack;
    if (manifest === null) continue;
    const template = await stack.template();
    const deployment = deployments.get(stack)!;
    for (const entry of manifest.entries) {
      const id = without(deployment.stage, entry.path);
      found.push({
        id,
        system: without(deployment.stage, deployment.stackId),
        entry,
        manifest,
        stack,
        template,
        deployment,
        environments: [{ stack: deployment.stackId, tier: manifest.tier }],
        uses: entry.uses.map(({ capability, resource, access }) => {
          const used = without(deployment.stage, resource);
          return { capability, access, id: used, unit: () => byKey.get(keyOf(deployment, used)) };
        }),
      });
    }
  }
  const byTier = found.sort((a, b) => rankOf(a) - rankOf(b) || compare(a.deployment.stackId, b.deployment.stackId));
  for (const unit of byTier) {
    const key = keyOf(unit.deployment, unit.id);
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, environments: [...known.environments, ...unit.environments] } : unit);
  }
  return [...byKey.values()].sort((a, b) => compare(a.id, b.id) || compare(a.deployment.root, b.deployment.root));
}

function rankOf({ manifest }: Unit): number {
  return RANK[manifest.tier] ?? 3;
}

function keyOf({ root }: Deployment, id: string): string {
  return `${root}\n${id}`;
}

function without(stage: string, path: string): string {
  return path.startsWith(stage) ? path.slice(stage.length) : path;
}

/** Compares by code units, so that the order is the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
