import type { CompactManifest, Manifest } from '../assembly/manifest.js';

/** The compact form of a manifest, as the library writes it into an output. */
export function summaryOf({ manifestVersion, packageVersion, edition, tier, entries }: Manifest): CompactManifest {
  const capabilities: { [id: string]: { version: string; count: number } } = {};
  for (const { capability, version } of entries)
    capabilities[capability] = { version, count: (capabilities[capability]?.count ?? 0) + 1 };
  const decisions = entries.flatMap(each => each.decisions);
  const escapes = entries.flatMap(each => each.escapes);
  const by = (who: string) => decisions.filter(({ decidedBy }) => decidedBy === who).length;
  return {
    v: manifestVersion,
    package: packageVersion,
    edition,
    tier,
    capabilities,
    owners: [...new Set(entries.flatMap(({ owner }) => owner ?? []))].sort(),
    decisions: { path: by('golden path'), platform: by('platform team'), team: by('app team') },
    escapes: {
      recorded: escapes.filter(({ kind }) => kind === 'patch' || kind === 'mixin').length,
      unrecorded: escapes.filter(({ kind }) => kind === 'unrecorded').length,
    },
  };
}

/** The team of a stack: the owner of most of its constructs. */
export function teamOf(manifest: Manifest | null, summary: CompactManifest | null): string | null {
  const owners = (manifest?.entries ?? []).flatMap(({ owner }) => owner ?? []);
  const counts = new Map<string, number>();
  for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b))[0]?.[0] ?? summary?.owners[0] ?? null;
}
