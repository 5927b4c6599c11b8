import type { DeliveryModel } from '../model.js';
import { deployBy, reached } from './deliver.js';
import type { Mapping } from './steps.js';

/**
 * Deploys what an earlier run built: a promotion, or a rollback. Only of a run of `deliver.yml` that a push to the
 * default branch started, since another one may have built what nobody reviewed; and only of one that got through the
 * environments before. That its reviewers said no later on, or not yet, is no fault of what it built.
 */
export function promote(model: DeliveryModel): Mapping {
  const { app, environments, runner } = model;
  return {
    name: `Promote ${app}`,
    on: {
      workflow_dispatch: {
        inputs: {
          environment: {
            description: 'Where to',
            type: 'choice',
            required: true,
            options: environments.map(({ name }) => name),
          },
          run: { description: 'The number (run id) of the run that built it', type: 'string', required: true },
        },
      },
    },
    'run-name': 'Promote run ${{ inputs.run }} to ${{ inputs.environment }}',
    permissions: {},
    concurrency: { group: `promote-${app}-\${{ inputs.environment }}`, 'cancel-in-progress': false },
    jobs: {
      find: {
        name: 'Find what was built',
        if: `github.ref == 'refs/heads/${model.repository.defaultBranch}'`,
        'runs-on': runner,
        'timeout-minutes': 5,
        permissions: { actions: 'read' },
        defaults: { run: { shell: 'bash' } },
        outputs: { digest: '${{ steps.find.outputs.digest }}' },
        steps: [
          {
            name: 'Check the run, and find its assembly',
            id: 'find',
            env: {
              GH_TOKEN: '${{ github.token }}',
              REPOSITORY: '${{ github.repository }}',
              RUN: '${{ inputs.run }}',
              ENVIRONMENT: '${{ inputs.environment }}',
            },
            run: findRun(model),
          },
        ],
      },
      ...Object.fromEntries(
        environments.map(each => [
          `deploy-${each.name}`,
          deployBy(model, each, {
            condition: `inputs.environment == '${each.name}'`,
            needs: ['find'],
            digest: '${{ needs.find.outputs.digest }}',
            run: '${{ inputs.run }}',
          }),
        ]),
      ),
    },
  };
}

function findRun(model: DeliveryModel): string {
  const { prefix, repository } = model;
  const facts = '"\\(.path) \\(.event) \\(.head_branch) \\(.head_repository.full_name)"';
  return [
    '[[ "$RUN" =~ ^[0-9]+$ ]] || { echo "::error::The run is a number: that in its address."; exit 1; }',
    `found=$(gh api "repos/$REPOSITORY/actions/runs/$RUN" --jq '${facts}')`,
    `wanted=".github/workflows/${prefix}deliver.yml push ${repository.defaultBranch} $REPOSITORY"`,
    '[[ "$found" == "$wanted" ]] || { echo "::error::Run $RUN is: $found. Wanted: $wanted."; exit 1; }',
    ...passedBefore(model),
    `names=$(gh api "repos/$REPOSITORY/actions/runs/$RUN/artifacts" --jq '.artifacts[] | select(.expired | not).name')`,
    `digest=$(sed -nE 's/^${prefix}assembly-([0-9a-f]{64})$/\\1/p' <<< "$names")`,
    '[[ "$digest" =~ ^[0-9a-f]{64}$ ]] || { echo "::error::Run $RUN has not one assembly: too old?"; exit 1; }',
    'echo "digest=$digest" >> "$GITHUB_OUTPUT"',
    '',
  ].join('\n');
}

/** The environments before, to which the run itself has deployed. Jobs of called workflows are named after both. */
function passedBefore(model: DeliveryModel): string[] {
  const names = reached(model).map(({ name }) => name);
  const cases = model.environments.flatMap(({ name }, i) => {
    const before = names.slice(0, i).map(each => `Deploy to ${each}`);
    return before.length === 0 ? [] : [`  ${name}) before='${before.join('|')}' ;;`];
  });
  if (cases.length === 0) return [];
  return [
    'before=nothing',
    'case "$ENVIRONMENT" in',
    ...cases,
    'esac',
    'jobs=$(gh api "repos/$REPOSITORY/actions/runs/$RUN/jobs?per_page=100" ' +
      `--jq '.jobs[] | "\\(.conclusion) \\(.name)"')`,
    'failed=$(grep -E " ($before)( / |$)" <<< "$jobs" | grep -v "^success " || true)',
    '[[ -z "$failed" ]] || { echo "::error::Run $RUN did not get to $ENVIRONMENT: ${failed//$\'\\n\'/, }."; exit 1; }',
  ];
}
