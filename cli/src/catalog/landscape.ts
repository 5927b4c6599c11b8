import type { Manifest, ManifestEntry, Tier } from '../assembly/manifest.js';
import type { StackRead, Template } from '../assembly/stack.js';
import { type Deployment, deploymentsOf } from './deployment.js';

/** A construct of the path, once for all stages that it is deployed to. */
export interface Unit {
  /** The construct path without the stage. */
  readonly id: string;
  /** The stack's id without the stage: what belongs together. */
  readonly system: string;
  readonly entry: ManifestEntry;
  readonly manifest: Manifest;
  readonly stack: StackRead;
  readonly template: Template;
  readonly deployment: Deployment;
  /** Every stack that has it, with its tier: the one that is described here first. */
  readonly environments: ReadonlyArray<{ readonly stack: string; readonly tier: Tier }>;
  /** What it uses, once each. */
  readonly uses: readonly UnitUse[];
}

export interface UnitUse {
  readonly capability: string;
  /** The construct path without the stage. */
  readonly id: string;
  readonly access: string;
  /** Undefined where it was not made by this app. */
  readonly unit: () => Unit | undefined;
}

const RANK: { readonly [tier in Tier]: number } = { production: 0, staging: 1, development: 2 };

/**
 * The constructs of all stacks. What is the same in several stages is one, described as it is in the most serious of
 * them.
 */
export async function landscapeOf(stacks: readonly StackRead[]): Promise<Unit[]> {
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
  const bySeriousness = found.sort(
    (a, b) => rankOf(a) - rankOf(b) || compare(a.deployment.stackId, b.deployment.stackId),
  );
  for (const unit of bySeriousness) {
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

/** By code units: the same on every machine, whatever its language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
