import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AS_OF, ARMS, writeFleet } from '../scripts/fleet.ts';
import { run } from './run.ts';

const SEEDS = 12;
const TRUTH = { deploymentFrequency: 'frequency', changeLeadTime: 'leadHours', changeFailRate: 'failRate', failedDeploymentRecoveryTime: 'recoveryHours', deploymentReworkRate: 'reworkRate' } as const;

test(`the report recovers the truth of ${SEEDS} fleets within its intervals, in about 95 of 100 cases`, async () => {
  const held = Object.fromEntries(Object.keys(TRUTH).map(metric => [metric, [0, 0] as [number, number]]));
  const gaps: [number, number] = [0, 0];
  const found: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const directory = mkdtempSync(join(tmpdir(), 'fleet-'));
    try {
      const size = { services: 60, teams: 30, engineers: 40, deployments: 30_000, seed };
      // As lines of CDEvents every fourth time: both ways in must say the same.
      const fleet = await writeFleet(size, directory, seed % 4 === 0 ? 'cdevents' : 'parquet');
      const { code, json, err } = await run(['report', '--events', ...fleet.files, '--from', fleet.manifests, '--as-of', AS_OF.toISOString(), '--out', join(directory, 'out'), '--json']);
      assert.equal(code, 0, err);
      assert.deepEqual([json.platform.using, json.platform.eligible], [36, 60]);
      const truth = new Map(fleet.services.map(each => [each.service, each]));
      for (const { service, arm, metrics } of json.dora.services) {
        const known = truth.get(service)!;
        assert.equal(arm, known.arm);
        if (known.isNew) continue;
        for (const [metric, field] of Object.entries(TRUTH)) {
          const { low, high } = metrics[metric].interval ?? {};
          if (low == null || high == null) continue;
          held[metric]![1] += 1;
          if (low <= known[field] && known[field] <= high) held[metric]![0] += 1;
        }
      }
      const gap = json.dora.metrics.find(({ id }: any) => id === 'changeFailRate').gap;
      gaps[1] += 1;
      if (gap.interval.low <= ARMS.on.failRate - ARMS.off.failRate && ARMS.on.failRate - ARMS.off.failRate <= gap.interval.high) gaps[0] += 1;
      found.push(json.firstDeploy[1].arms.on.median.value);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }
  for (const [metric, [inside, of]] of Object.entries(held)) {
    assert.ok(of > 400, `${metric}: ${of}`);
    assert.ok(inside / of > 0.92 && inside / of < 0.99, `${metric}: ${inside} of ${of}`);
  }
  assert.ok(gaps[0] >= SEEDS - 3, `the gap: ${gaps}`);
  const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
  assert.ok(Math.abs(mean - ARMS.on.firstEngineerDays) < 1.2, `new engineers on the platform: ${found}`);
});
