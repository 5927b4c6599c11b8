import type { DeliveryModel, DeliveryPreview } from '../model.js';
import { build, NO_FORK } from './build.js';
import { assume, inDirectory, installTools, intoSummary, reportStatus, takeAssembly, type Mapping } from './steps.js';

/** An environment for each pull request: deployed when it is opened or changed, removed when it is closed. */
export function preview(model: DeliveryModel, of: DeliveryPreview): Mapping {
  const { app } = model;
  const env = { PREVIEW: '${{ github.event.pull_request.number }}' };
  return {
    name: `Preview ${app}`,
    on: {
      pull_request: {
        types: ['opened', 'reopened', 'synchronize', 'closed'],
        branches: [model.repository.defaultBranch],
      },
    },
    permissions: {},
    // One after the other: half of a preview cannot be removed while the rest is being made.
    concurrency: { group: `preview-${app}-\${{ github.event.pull_request.number }}`, 'cancel-in-progress': false },
    jobs: {
      build: build(model, {
        condition: NO_FORK,
        synth: `${model.commands.synth} --context ${of.contextKey}="$PREVIEW"`,
        env,
        tests: false,
      }),
      deploy: {
        ...job(model, of, 'Deploy the preview', "github.event.action != 'closed'"),
        steps: [
          ...steps(model, of),
          {
            name: 'Deploy',
            env: { STACKS: of.stacks },
            run:
              'npx --no cdk deploy --app cdk.out "$STACKS" --require-approval never --ci --progress events ' +
              '--no-notices',
          },
          ...reportStatus(of.lookupRoleArn, of.region, of.stacks),
        ],
      },
      remove: {
        ...job(model, of, 'Remove the preview', "github.event.action == 'closed'"),
        steps: [
          ...steps(model, of),
          {
            name: 'Remove',
            env: { STACKS: of.stacks },
            run: intoSummary('Preview', 'npx --no cdk destroy --app cdk.out "$STACKS" --force --no-color --no-notices'),
          },
        ],
      },
    },
  };
}

function job(model: DeliveryModel, of: DeliveryPreview, name: string, condition: string): Mapping {
  return {
    name,
    if: `${NO_FORK} && ${condition}`,
    needs: ['build'],
    ...(of.forgeEnvironment === undefined ? {} : { environment: of.forgeEnvironment }),
    'runs-on': model.runner,
    'timeout-minutes': model.timeoutMinutes,
    permissions: { contents: 'read', 'id-token': 'write' },
    ...inDirectory(model),
  };
}

function steps(model: DeliveryModel, { roleArn, region }: DeliveryPreview): Mapping[] {
  return [
    ...installTools(model),
    ...takeAssembly({ ...model, attest: false }, 'needs.build.outputs.digest'),
    assume(roleArn, region, 'preview-${{ github.event.pull_request.number }}'),
  ];
}
