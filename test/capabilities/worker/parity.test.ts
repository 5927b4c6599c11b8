import { Asked, rendered, workerIn, written } from './fixture';
import { carriers, differences } from '../../../src/capabilities/worker/places';
import { CpuArchitecture, ServiceSize } from '../../../src/parts/fargate-task/size';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { stackOn } from '../../fixtures/stacks';

type Variant = [name: string, tier: EnvironmentTier, props: Asked, defaults: { [decision: string]: any }];

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
/** Other choices than the path's, wherever there are any. */
const OTHERWISE = {
  'worker.execEnabled': true,
  'worker.user': '65534',
  'worker.tmpMib': 32,
  'worker.dropCapabilities': false,
  'worker.initProcess': false,
  'worker.visibilityMarginSeconds': 5,
  'worker.stopTimeoutSeconds': 90,
  'worker.healthCheckIntervalSeconds': 20,
  'worker.healthCheckTimeoutSeconds': 4,
  'worker.healthCheckRetries': 4,
  'worker.healthCheckGraceSeconds': 120,
  'worker.platformVersion': '1.4.0',
  'worker.telemetryAttributes': false,
  'worker.latencyStepPercent': 50,
  'worker.wakeTasks': 2,
  'worker.scaleOutMinutes': 3,
  'worker.scaleInCooldownSeconds': 30,
  'worker.scaleOutCooldownSeconds': 20,
  'worker.spotPercent': 30,
  'worker.onDemandTasks': 1,
  'worker.circuitBreaker': false,
  'worker.rollbackOnFailure': false,
  'worker.containerInsights': 'enhanced',
  'worker.logRetentionDays': 90,
  'worker.logsKeptOnDeletion': true,
  'worker.logEncryption': 'own-key',
  'worker.logKeyRotation': false,
  'worker.logKeyDeletionDays': 7,
  'worker.logBufferMib': 4,
  'worker.dashboard': false,
  'worker.alarms': true,
  'worker.alarmTaskMinutes': 3,
  'worker.alarmStalledMinutes': 4,
  'worker.alarmLatencySeconds': 77,
  'worker.alarmLatencyMinutes': 2,
  'worker.alarmCpuPercent': 70,
  'worker.alarmMemoryPercent': 75,
};
const ASKED: Asked = {
  healthCheckCommand: ['/probe', '--quick'],
  size: ServiceSize.LARGE,
  architecture: CpuArchitecture.X86_64,
  stopTimeoutSeconds: 60,
  scaling: { minTasks: 0, maxTasks: 9, targetBacklogPerTask: 2.5, acceptableLatencySeconds: 45 },
  environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}', B: '' },
  deployment: { minimumHealthyPercent: 50, maximumPercent: 200, rollbackOnAlarm: true },
};
const variants: Variant[] = [
  ...TIERS.map((tier): Variant => ['the path', tier, {}, {}]),
  ...TIERS.map((tier): Variant => ['all asked for', tier, ASKED, {}]),
  ['all otherwise', STAGING, { healthCheckCommand: [] }, OTHERWISE],
  ['an image in ECR', PRODUCTION, { source: ServiceSource.ecrRepository('orders', '1.4.2') }, {}],
  ['one task at a time', PRODUCTION, { deployment: { minimumHealthyPercent: 0, maximumPercent: 100 } }, {}],
  ['a queue that hides messages for half a minute', PRODUCTION, { events: { visibilityTimeoutSeconds: 45 } }, {}],
  ['on demand alone', PRODUCTION, {}, { 'worker.spotPercent': 0 }],
  [
    'on Spot above the base',
    DEVELOPMENT,
    { scaling: { minTasks: 3 } },
    { 'worker.spotPercent': 100, 'worker.onDemandTasks': 3 },
  ],
];

const parity = new Parity('worker', carriers, differences);

test.each(variants)('%s, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const onCdk = workerIn(stackOn(tier, { defaults }), props);
  const { worker: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
});

test.each([...TIERS])('in %s the slots of CDK are those of Terraform, which has some more', tier => {
  const onCdk = rendered({}, tier).worker.slots;
  const onTerraform = written({}, tier).worker.slots;
  expect(onCdk.filter(slot => !onTerraform.includes(slot))).toEqual([]);
  // Resources of their own there.
  expect(onTerraform.filter(slot => !onCdk.includes(slot))).toEqual(['capacityProviders', 'taskEgress']);
});

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(rendered().worker.decisions));
