import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readCompactManifest, readManifest } from '../assembly/manifest.js';
import { resourcesIn } from './eligibility.js';
import { summaryOf, teamOf } from './manifest-summary.js';
import type { StackRecord } from './stack-record.js';

/**
 * Reads manifests that were collected over time. Each line is a JSON object with these fields:
 *
 * - `stack` and `at`: the name of the stack and the time of the record
 * - `manifest`, or `summary`: the whole manifest, or its compact form (null for a stack off the platform)
 * - `account`, `region`, `team` and `types` (the resource types), where they are known
 */
export async function readCollected(
  file: string,
  warn: (text: string) => void,
  name = file,
): Promise<{ records: StackRecord[]; broken: number }> {
  const records: StackRecord[] = [];
  let broken = 0;
  let number = 0;
  const input = file.endsWith('.gz') ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() === '') continue;
      const record = collectedOf(line, `${name}, line ${number}`, warn);
      if (record) records.push(record);
      else broken += 1;
    }
  } catch (error) {
    warn(`${name} is cut off: ${(error as Error).message}. What is whole of it is used.`);
    broken += 1;
  }
  return { records, broken };
}

function collectedOf(line: string, where: string, warn: (text: string) => void): StackRecord | null {
  let value: any;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const name: unknown = value?.stack;
  const at = typeof value?.at === 'string' ? new Date(value.at) : null;
  if (typeof name !== 'string' || (at !== null && Number.isNaN(at.getTime()))) return null;
  const types: string[] | null = Array.isArray(value.types)
    ? value.types.filter((type: unknown) => typeof type === 'string')
    : null;
  const base = {
    id: [value.account, value.region, name].filter(Boolean).join('/'),
    name,
    location: where,
    engine: 'cloudformation' as const,
    deployedAs: name,
    account: typeof value.account === 'string' ? value.account : null,
    ecsServices: [],
    at,
    types,
    resources: types?.length ?? null,
  };
  try {
    const manifest = value.manifest ? readManifest(value.manifest, where, warn) : null;
    const summary = manifest
      ? summaryOf(manifest)
      : value.summary
        ? readCompactManifest(JSON.stringify(value.summary), where, warn)
        : null;
    // On the platform, the types do not show which resources the path made.
    return {
      ...base,
      manifest,
      summary,
      foreignTypes: summary === null ? types : null,
      capabilityResources: resourcesIn({ manifest, engine: base.engine }, null),
      team: typeof value.team === 'string' ? value.team : teamOf(manifest, summary),
      isReadable: true,
    };
  } catch (error) {
    warn(`${where}: ${(error as Error).message.split('\n')[0]} Whether it is on the platform is not known.`);
    return {
      ...base,
      manifest: null,
      summary: null,
      team: null,
      foreignTypes: null,
      capabilityResources: new Map(),
      isReadable: false,
    };
  }
}
