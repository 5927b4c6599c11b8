import type { DeliveryEnvironment, DeliveryModel } from '../model.js';
import { build } from './build.js';
import { assume, inDirectory, installTools, intoSummary, takeAssembly, type Mapping } from './steps.js';

/** Compares what stands with what was deployed: a change by hand is found the next morning. */
export function drift(model: DeliveryModel, schedule: string): Mapping {
  const { app, environments } = model;
  return {
    name: `Drift of ${app}`,
    on: { schedule: [{ cron: schedule }], workflow_dispatch: {} },
    permissions: {},
    concurrency: { group: `drift-${app}`, 'cancel-in-progress': false },
    jobs: {
      build: build(model, {
        condition: `github.ref == 'refs/heads/${model.repository.defaultBranch}'`,
        synth: model.commands.synth,
        tests: false,
      }),
      ...Object.fromEntries(environments.map(each => [`drift-${each.name}`, driftOf(model, each)])),
    },
  };
}

// It names no environment: those would wait for reviewers every night.
function driftOf(model: DeliveryModel, { name, region, stacks, roles }: DeliveryEnvironment): Mapping {
  return {
    name: `Drift of ${name}`,
    needs: ['build'],
    'runs-on': model.runner,
    'timeout-minutes': model.timeoutMinutes,
    permissions: { contents: 'read', 'id-token': 'write' },
    ...inDirectory(model),
    steps: [
      ...installTools(model),
      ...takeAssembly({ ...model, attest: false }, 'needs.build.outputs.digest'),
      assume(roles.drift, region, `drift-${name}`),
      {
        name: 'Look for drift',
        env: { STACKS: stacks },
        run: intoSummary(`Drift of ${name}`, 'npx --no goldenpath drift "$STACKS" --assembly cdk.out --fail'),
      },
    ],
  };
}
