import type { DeliveryEnvironment, DeliveryModel } from '../model.js';
import { pinned } from './actions.js';
import { build, NO_FORK } from './build.js';
import { assume, inDirectory, installTools, intoSummary, takeAssembly, type Mapping } from './steps.js';

/** The environments that a push to the default branch reaches: those before the first promotion. */
export function reached({ environments }: DeliveryModel): readonly DeliveryEnvironment[] {
  const first = environments.findIndex(({ approval }) => approval === 'promotion');
  return first < 0 ? environments : environments.slice(0, first);
}

/** What starts a workflow: of an app in a folder of its own, only what changes it. */
function paths({ directory, paths: more, prefix }: DeliveryModel): Mapping {
  if (directory === '.') return {};
  return { paths: [`${directory}/**`, ...more, `.github/workflows/${prefix}*.yml`] };
}

/** Build, test and synthesise; on a request, the difference; on the default branch, one environment after the other. */
export function deliver(model: DeliveryModel): Mapping {
  const { app, repository } = model;
  const on = { branches: [repository.defaultBranch], ...paths(model) };
  const isRequest = "github.event_name == 'pull_request'";
  return {
    name: `Deliver ${app}`,
    on: { push: on, pull_request: on },
    permissions: {},
    concurrency: {
      // Runs of the branch do not wait for one that waits for its reviewers: each environment has its own queue.
      group: `deliver-${app}-\${{ ${isRequest} && github.ref || github.run_id }}`,
      'cancel-in-progress': `\${{ ${isRequest} }}`,
    },
    jobs: {
      build: build(model, { synth: model.commands.synth, tests: true }),
      ...(model.attest ? { attest: attest(model) } : {}),
      ...Object.fromEntries(model.environments.map(each => [`diff-${each.name}`, diff(model, each)])),
      ...Object.fromEntries(
        reached(model).map((each, i, all) => [
          `deploy-${each.name}`,
          deployBy(model, each, {
            condition: "github.event_name == 'push'",
            needs: ['build', ...(model.attest ? ['attest'] : []), ...(i > 0 ? [`deploy-${all[i - 1]!.name}`] : [])],
            digest: '${{ needs.build.outputs.digest }}',
          }),
        ]),
      ),
    },
  };
}

/** Says who built the assembly, in a job of its own: what builds it can ask for no token. */
function attest(model: DeliveryModel): Mapping {
  return {
    name: 'Attest the assembly',
    if: "github.event_name == 'push'",
    needs: ['build'],
    'runs-on': model.runner,
    'timeout-minutes': model.timeoutMinutes,
    permissions: { 'id-token': 'write', attestations: 'write' },
    ...inDirectory({ ...model, directory: '.' }),
    steps: [
      ...takeAssembly({ ...model, directory: '.', attest: false }, 'needs.build.outputs.digest'),
      { name: 'Attest', uses: pinned('actions/attest'), with: { 'subject-path': 'assembly.tgz' } },
    ],
  };
}

/** The difference to what stands, by a role that can only look. */
function diff(model: DeliveryModel, { name, region, stacks, roles }: DeliveryEnvironment): Mapping {
  return {
    name: `Difference to ${name}`,
    if: `github.event_name == 'pull_request' && ${NO_FORK}`,
    needs: ['build'],
    'runs-on': model.runner,
    'timeout-minutes': model.timeoutMinutes,
    permissions: { contents: 'read', 'id-token': 'write' },
    ...inDirectory(model),
    steps: [
      ...installTools(model),
      ...takeAssembly({ ...model, attest: false }, 'needs.build.outputs.digest'),
      assume(roles.diff, region, `diff-${name}`),
      {
        name: 'Compare the templates',
        env: { STACKS: stacks },
        run: intoSummary(
          `Difference to ${name}`,
          'npx --no cdk diff --app cdk.out "$STACKS" --method=template --no-color --no-notices',
        ),
      },
    ],
  };
}

interface Call {
  readonly condition?: string;
  readonly needs: readonly string[];
  readonly digest: string;
  readonly run?: string;
}

/** Calls the workflow that deploys. */
export function deployBy(
  { prefix }: DeliveryModel,
  { name, region, stacks, roles, lookupRoleArn }: DeliveryEnvironment,
  { condition, needs, digest, run }: Call,
): Mapping {
  return {
    name: `Deploy to ${name}`,
    ...(condition === undefined ? {} : { if: condition }),
    needs,
    permissions: { contents: 'read', actions: 'read', 'id-token': 'write' },
    uses: `./.github/workflows/${prefix}deploy.yml`,
    with: {
      environment: name,
      region,
      stacks,
      role: roles.deploy,
      'lookup-role': lookupRoleArn,
      digest,
      ...(run === undefined ? {} : { run }),
    },
  };
}
