import type { DeliveryModel } from '../model.js';
import { pinned } from './actions.js';

/** A step, a job or a workflow as YAML has it. */
export interface Mapping {
  readonly [key: string]: unknown;
}

/** An hour: for a deployment, and for whoever would get hold of its credentials. */
const SESSION_SECONDS = 3600;

/** The folder of the app, and a shell that sees the failure of each command of a pipe. */
export function inDirectory({ directory }: DeliveryModel): Mapping {
  return { defaults: { run: { shell: 'bash', ...(directory === '.' ? {} : { 'working-directory': directory }) } } };
}

/** A path in the folder of the app, for what is no `run`. */
export function inApp({ directory }: DeliveryModel, path: string): string {
  return directory === '.' ? path : `${directory}/${path}`;
}

export function checkout(): Mapping {
  return { name: 'Check out', uses: pinned('actions/checkout'), with: { 'persist-credentials': false } };
}

export function setupNode({ nodeVersion }: DeliveryModel): Mapping {
  return {
    name: 'Set up Node.js',
    uses: pinned('actions/setup-node'),
    // What another workflow put into a cache is not what is deployed.
    with: { 'node-version': nodeVersion, 'package-manager-cache': false },
  };
}

/** Installs what deploys. No script of a dependency runs where credentials can be asked for. */
export function installTools(model: DeliveryModel): Mapping[] {
  return [checkout(), setupNode(model), { name: 'Install the tools', run: model.commands.tools }];
}

/** Credentials of a role, by the token of the job. */
export function assume(roleArn: string, region: string, name: string): Mapping {
  return {
    name: 'Assume the role',
    uses: pinned('aws-actions/configure-aws-credentials'),
    with: {
      'role-to-assume': roleArn,
      'aws-region': region,
      'role-session-name': name,
      'role-duration-seconds': SESSION_SECONDS,
    },
  };
}

/** Takes the assembly of a run, and refuses one that is not what was built. */
export function takeAssembly(model: DeliveryModel, digest: string, run?: string): Mapping[] {
  return [
    {
      name: 'Download the assembly',
      uses: pinned('actions/download-artifact'),
      with: {
        name: `${model.prefix}assembly-\${{ ${digest} }}`,
        path: inApp(model, '.'),
        ...(run === undefined ? {} : { 'run-id': `\${{ ${run} }}`, 'github-token': '${{ github.token }}' }),
      },
    },
    {
      name: 'Check its digest',
      env: { DIGEST: `\${{ ${digest} }}` },
      run: 'echo "$DIGEST  assembly.tgz" | sha256sum --check\ntar -xzf assembly.tgz\n',
    },
    ...(model.attest
      ? [
          {
            name: 'Verify its attestation',
            env: { GH_TOKEN: '${{ github.token }}', REPOSITORY: '${{ github.repository }}' },
            run: 'gh attestation verify assembly.tgz --repo "$REPOSITORY"',
          },
        ]
      : []),
  ];
}

/** Longer than one that stands in what a command says. */
const FENCE = '`````';

/** What a command says, into the summary of the run. Its exit code is that of the step. */
export function intoSummary(title: string, command: string): string {
  return [
    `${command} 2>&1 | tee output.txt || failed=1`,
    `{ echo '### ${title}'; echo '${FENCE}text'; cat output.txt; echo '${FENCE}'; } >> "$GITHUB_STEP_SUMMARY"`,
    'exit "${failed:-0}"',
    '',
  ].join('\n');
}

/** What became of a deployment, also of one that failed, into the summary of the run. */
export function reportStatus(lookupRoleArn: string, region: string, stacks: string): Mapping[] {
  return [
    {
      name: 'Assume the role that may only read',
      if: '${{ !cancelled() }}',
      'continue-on-error': true,
      uses: pinned('aws-actions/configure-aws-credentials'),
      with: {
        'role-to-assume': lookupRoleArn,
        'aws-region': region,
        'role-chaining': true,
        'role-skip-session-tagging': true,
        'role-session-name': 'status',
        'role-duration-seconds': SESSION_SECONDS,
      },
    },
    {
      name: 'Say what became of it',
      if: '${{ !cancelled() }}',
      'continue-on-error': true,
      env: { STACKS: stacks },
      run: 'npx --no goldenpath status "$STACKS" --assembly cdk.out --markdown >> "$GITHUB_STEP_SUMMARY"',
    },
  ];
}
