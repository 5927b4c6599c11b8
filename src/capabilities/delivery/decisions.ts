import { DeliveryEnvironmentOptions, GoldenPathDeliveryProps } from './props';
import { always, choose } from '../../path/decision';
import { Ledger } from '../../path/ledger';
import { isForgeSchedule } from '../../support/schedules';

/** The policy of a delivery: every choice of the whole, its default, and why. */
export function decideDelivery(props: GoldenPathDeliveryProps, ledger: Ledger) {
  return ledger.settle({
    driftSchedule: choose<string | null>(props.driftSchedule, '17 3 * * *')
      .passing(isForgeSchedule, "five fields of cron, as GitHub takes them: '17 3 * * MON-FRI'")
      .orNone()
      .because('Every night: a change by hand is found before the next deployment meets it. Full hours are crowded.'),
    timeoutMinutes: choose(props.timeoutMinutes, 60)
      .whole(5, 60)
      .because('A cluster of databases takes 20 minutes; the credentials of a deployment last an hour.'),
    assemblyRetentionDays: choose(props.assemblyRetentionDays, 90)
      .whole(1, 400)
      .because('A rollback is a promotion of an earlier run: as far back as GitHub keeps it for everybody.'),
    requestRetentionDays: always(7)
      .whole(1, 90)
      .because('What a request or a night has built is never promoted. A week is for whoever looks into a failure.'),
    attest: choose(props.attest, false)
      .oneOf(true, false)
      .because('It needs a public repository or GitHub Enterprise Cloud. The digest is checked in any case.'),
    failWhenStale: choose(props.failWhenStale, false)
      .oneOf(true, false)
      .because('Whoever works on the app sees a warning; the workflow itself fails where it is stale.'),
    runner: always('ubuntu-24.04')
      .matching(/^[A-Za-z0-9_.-]+$/, 'the label of a runner')
      .because('An image by its version: the newest one is another one on some morning.'),
    nodeVersion: always('22')
      .matching(/^\d+(\.\d+)*$/, 'a version of Node.js')
      .because('A long-term version that the CDK supports.'),
  });
}

export type DeliveryDecisions = ReturnType<typeof decideDelivery>;

/** The policy of one environment. Its ledger has the tier of the environment. */
export function decideEnvironment({ approval }: Pick<DeliveryEnvironmentOptions, 'approval'>, ledger: Ledger) {
  return ledger.settle({
    approvals: choose<string>(approval?.kind, { development: 'none', staging: 'none', production: 'reviewers' })
      .oneOf('none', 'reviewers', 'promotion')
      .because('A person looks before customers get it. Before that, the environments themselves are the test.'),
  });
}

export type EnvironmentDecisions = ReturnType<typeof decideEnvironment>;
