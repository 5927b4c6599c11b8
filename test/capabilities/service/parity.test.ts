import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/service/places';
import { Exposure, GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { CpuArchitecture, ServiceSize } from '../../../src/parts/fargate-task/size';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { EXPOSURES, serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

type Variant = [
  name: string,
  tier: EnvironmentTier,
  props: Partial<GoldenPathServiceProps>,
  defaults: { [decision: string]: any },
];

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
/** Other choices than the path's, wherever there are any. */
const OTHERWISE = {
  'service.execEnabled': true,
  'service.user': '65534',
  'service.tmpMib': 32,
  'service.dropCapabilities': false,
  'service.initProcess': false,
  'service.stopTimeoutSeconds': 90,
  'service.healthCheckIntervalSeconds': 20,
  'service.healthCheckTimeoutSeconds': 4,
  'service.healthCheckRetries': 4,
  'service.healthCheckSuccesses': 3,
  'service.healthCheckCodes': '200-299',
  'service.healthCheckGraceSeconds': 120,
  'service.platformVersion': '1.4.0',
  'service.telemetryAttributes': false,
  'service.scaleInCooldownSeconds': 30,
  'service.scaleOutCooldownSeconds': 20,
  'service.circuitBreaker': false,
  'service.rollbackOnFailure': false,
  'service.tlsPolicy': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
  'service.dropInvalidHeaders': false,
  'service.desyncMitigation': 'strictest',
  'service.idleTimeoutSeconds': 120,
  'service.balancing': 'round_robin',
  'service.drainSeconds': 10,
  'service.loadBalancerDeletionProtection': false,
  'service.accessLogs': true,
  'service.accessLogRetentionDays': 90,
  'service.accessLogVersionDays': 2,
  'service.accessLogUploadDays': 3,
  'service.webApplicationFirewall': true,
  'service.firewallRules': ['AWSManagedRulesSQLiRuleSet'],
  'service.firewallRateLimit': 500,
  'service.apiThrottleRate': 10,
  'service.apiThrottleBurst': 20,
  'service.containerInsights': 'enhanced',
  'service.logRetentionDays': 90,
  'service.logsKeptOnDeletion': true,
  'service.logEncryption': 'own-key',
  'service.logKeyRotation': false,
  'service.logKeyDeletionDays': 7,
  'service.logBufferMib': 4,
  'service.dashboard': false,
  'service.alarms': true,
  'service.alarmUserMinutes': 2,
  'service.alarmTaskMinutes': 3,
  'service.alarmServerErrorPercent': 7,
  'service.alarmLatencyP99Seconds': 0.5,
  'service.alarmCpuPercent': 70,
  'service.alarmMemoryPercent': 75,
};
const ASKED: Partial<GoldenPathServiceProps> = {
  port: 3000,
  healthCheckPath: '/up?deep=1',
  healthCheckCommand: ['/probe', '--quick'],
  size: ServiceSize.LARGE,
  architecture: CpuArchitecture.X86_64,
  scaling: { minTasks: 4, maxTasks: 9, targetCpuUtilization: 40, targetRequestsPerTask: 100 },
  environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}', B: '' },
  deployment: { minimumHealthyPercent: 50, maximumPercent: 150, rollbackOnAlarm: true },
};
const variants: Variant[] = [
  ...TIERS.flatMap(tier =>
    Object.entries(EXPOSURES).map(([name, exposure]): Variant => [name, tier, { exposure: exposure() }, {}]),
  ),
  ...Object.entries(EXPOSURES).map(([name, exposure]): Variant => [
    `${name}, all asked for`,
    DEVELOPMENT,
    { ...ASKED, exposure: exposure() },
    {},
  ]),
  ...Object.entries(EXPOSURES).map(([name, exposure]): Variant => [
    `${name}, all otherwise`,
    STAGING,
    { exposure: exposure(), healthCheckCommand: [] },
    OTHERWISE,
  ]),
  [
    "no probe by the platform team's word",
    PRODUCTION,
    { source: ServiceSource.ecrRepository('orders', '1.4.2') },
    { 'service.healthCheckCommand': null },
  ],
  ['one task at a time', PRODUCTION, { deployment: { minimumHealthyPercent: 0, maximumPercent: 100 } }, {}],
  [
    'several ranges',
    PRODUCTION,
    {
      exposure: Exposure.publicHttps({
        domainName: 'a.acme.com',
        hostedZoneId: 'Z1',
        allowedCidrs: ['203.0.113.0/24', '198.51.100.0/24'],
        redirectHttp: true,
      }),
    },
    {},
  ],
];

const parity = new Parity('service', carriers, differences);

test.each(variants)('%s, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const onCdk = serviceIn(stackOn(tier, { defaults }), props);
  const { service: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
});

test.each(Object.entries(EXPOSURES))(
  '%s: the slots of CDK are those of Terraform, which has some more',
  (_, exposure) => {
    const onCdk = serviceIn(stackOn(), { exposure: exposure() }).slots;
    const onTerraform = written({ exposure: exposure() }).service.slots;
    expect(onCdk.filter(slot => !onTerraform.includes(slot))).toEqual([]);
    const more = onTerraform.filter(slot => !onCdk.includes(slot));
    // Rules of security groups, parts of a bucket and the validation of a certificate are resources of their own there.
    expect(more.filter(slot => !/(Ingress|Egress)|^accessLogBucket|^certificateValidation/.test(slot))).toEqual([]);
  },
);

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(serviceIn(stackOn()).decisions));
