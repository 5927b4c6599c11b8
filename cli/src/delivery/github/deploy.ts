import type { DeliveryModel } from '../model.js';
import { assume, inDirectory, installTools, reportStatus, takeAssembly, type Mapping } from './steps.js';

const text = (description: string) => ({ description, type: 'string', required: true });

/** Deploys what was built to one environment. The only workflow whose token the role of deployments takes. */
export function deploy(model: DeliveryModel): Mapping {
  const { app, runner, timeoutMinutes } = model;
  return {
    name: `Deploy ${app}`,
    on: {
      workflow_call: {
        inputs: {
          environment: text('The name of the environment'),
          region: text('Its region'),
          stacks: text('A pattern of the ids of its stacks'),
          role: text('The role that deploys'),
          'lookup-role': text('The role that reads what became of it'),
          digest: text('The digest of the assembly'),
          run: { ...text('The run that built the assembly; this one, where it is left out'), required: false },
        },
      },
    },
    permissions: {},
    concurrency: { group: `deploy-${app}-\${{ inputs.environment }}`, 'cancel-in-progress': false },
    jobs: {
      deploy: {
        name: 'Deploy',
        environment: '${{ inputs.environment }}',
        'runs-on': runner,
        'timeout-minutes': timeoutMinutes,
        permissions: { contents: 'read', actions: 'read', 'id-token': 'write' },
        ...inDirectory(model),
        steps: [
          ...installTools(model),
          ...takeAssembly(model, 'inputs.digest', 'inputs.run || github.run_id'),
          assume('${{ inputs.role }}', '${{ inputs.region }}', 'deploy-${{ github.run_id }}'),
          {
            name: 'Deploy',
            env: { STACKS: '${{ inputs.stacks }}' },
            run:
              'npx --no cdk deploy --app cdk.out "$STACKS" --require-approval never --ci --progress events ' +
              '--no-notices',
          },
          ...reportStatus('${{ inputs.lookup-role }}', '${{ inputs.region }}', '${{ inputs.stacks }}'),
        ],
      },
    },
  };
}
