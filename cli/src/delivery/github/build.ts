import type { DeliveryModel } from '../model.js';
import { pinned } from './actions.js';
import { checkout, inApp, inDirectory, setupNode, type Mapping } from './steps.js';

/** Only what is of this repository: a fork gets no credentials, and no job that could ask for some. */
export const NO_FORK = 'github.event.pull_request.head.repo.full_name == github.repository';

interface Build {
  /** The condition of the job. */
  readonly condition?: string;
  /** How the app is synthesised. */
  readonly synth: string;
  /** Variables of that step. */
  readonly env?: Mapping;
  /** Whether it is what a push starts too: tests run, and the workflows are compared with the delivery. */
  readonly tests: boolean;
}

/** The job that builds, tests and synthesises once. What it gives is deployed everywhere. It has no credentials. */
export function build(model: DeliveryModel, { condition, synth, env, tests }: Build): Mapping {
  const { runner, timeoutMinutes, commands, prefix } = model;
  return {
    name: 'Build, test, synthesise',
    ...(condition === undefined ? {} : { if: condition }),
    'runs-on': runner,
    'timeout-minutes': timeoutMinutes,
    permissions: { contents: 'read' },
    ...inDirectory(model),
    outputs: { digest: '${{ steps.pack.outputs.digest }}' },
    steps: [
      checkout(),
      setupNode(model),
      { name: 'Install', run: commands.install },
      ...(tests && commands.test !== undefined ? [{ name: 'Test', run: commands.test }] : []),
      { name: 'Synthesise', ...(env ? { env } : {}), run: synth },
      ...(tests
        ? [{ name: 'Compare the workflows with the delivery', run: 'npx --no goldenpath delivery write --check' }]
        : []),
      {
        name: 'Pack the assembly',
        id: 'pack',
        run:
          'tar -czf assembly.tgz cdk.out\n' +
          'echo "digest=$(sha256sum assembly.tgz | cut -d\' \' -f1)" >> "$GITHUB_OUTPUT"\n',
      },
      {
        name: 'Upload the assembly',
        uses: pinned('actions/upload-artifact'),
        // Nobody can give another assembly the same name: it is that of its content.
        with: {
          name: `${prefix}assembly-\${{ steps.pack.outputs.digest }}`,
          path: inApp(model, 'assembly.tgz'),
          'if-no-files-found': 'error',
          'retention-days': retention(model, tests),
        },
      },
    ],
  };
}

/** As long as it can be promoted, which only what a push has built can. */
function retention({ retentionDays, requestRetentionDays = retentionDays }: DeliveryModel, pushed: boolean) {
  if (!pushed || requestRetentionDays === retentionDays) return requestRetentionDays;
  return `\${{ github.event_name == 'push' && ${retentionDays} || ${requestRetentionDays} }}`;
}
