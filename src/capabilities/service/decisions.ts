import { ExposureKind } from './exposure';
import { GoldenPathServiceProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../core/capability';
import { always, choose, DecidedBy, follows, Ledger } from '../../core/decision';
import { CpuArchitecture, ServiceSize } from '../../core/service-size';
import { ServiceSource } from '../../core/service-source';
import { capacity, greatest, hardening, least, observation, patience, placement, probing, release, saturation, shellAccess, sizing, start } from '../../core/task-decisions';

// By these names, the compiled declarations refer to their file. Else they would to the index, and with it to the other engine.
export type { CpuArchitecture, ServiceSize };

/** What the registry says of it. */
export const capability: Capability = {
  id: 'service',
  construct: 'GoldenPathService',
  summary: 'A container behind HTTPS, on ECS Fargate.',
  area: CapabilityArea.DEPLOYMENT,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: GoldenPathServiceProps = { owner: 'team', source: ServiceSource.image('public.ecr.aws/acme/orders:1.0.0') };

/** The policy of a service: every choice, its default by tier, and why. What it shares with every task on Fargate stands in `core/task-decisions`. */
export function decide(props: GoldenPathServiceProps, ledger: Ledger) {
  const scaling = props.scaling ?? {};
  const kind = props.exposure?.kind;

  const asked = ledger.settle({
    ...sizing(props),
    port: choose(props.port, 8080, 'Above 1023, so that a user other than root can listen.').whole(1, 65535),
    healthCheckPath: choose(props.healthCheckPath, '/health', 'One path for the load balancer and the container.').matching(URL_PATH, "a path that starts with a slash and needs no quoting, for instance '/health'"),
    exposure: choose(kind, ExposureKind.INTERNAL, 'Reachable from the internet only when somebody asks for it.').oneOf(...Object.values(ExposureKind)),
    ...shellAccess(),
  });

  const isPublic = asked.exposure === ExposureKind.PUBLIC;
  const hasDomain = (props.exposure?.domain.domainName ?? undefined) !== undefined;

  const task = ledger.settle({
    ...capacity(asked.size),
    ...hardening(asked),
    stopTimeoutSeconds: always(30, 'From SIGTERM to SIGKILL, after the load balancer has drained the task.').whole(2, 120),
    healthCheckCommand: choose<string[] | null>(props.healthCheckCommand, defaultProbe(asked.port, asked.healthCheckPath), 'A hung process is replaced even when no load balancer looks.').orNone(),
    ...probing(),
    healthCheckSuccesses: always(2, 'Two answers in a row before a task gets requests: one may be luck.').whole(2, 10),
    healthCheckCodes: always('200', 'What the load balancer takes for well. A redirect is not.').matching(HTTP_CODES, "HTTP codes from 200 to 499: '200', '200,204' or '200-299'"),
    ...start(props),
  });

  const fewest = ledger.settle(least(scaling, { development: 1, staging: 2, production: 3 }, 'One for each zone: a lost zone costs a third, not an outage.'));
  const scale = ledger.settle({
    ...greatest(scaling, fewest, { development: 2, staging: 6, production: 30 }, 'Room for ten times the usual load; a bound on what a mistake costs.'),
    targetCpuPercent: choose(scaling.targetCpuUtilization, 60, 'Headroom while new tasks start, which takes about a minute.').whole(10, 95),
    targetRequestsPerTask: choose(scaling.targetRequestsPerTask, 1500, 'Requests a minute: 25 a second, for services that wait more than they compute.').whole(1, 1_000_000),
    scaleInCooldownSeconds: always(300, 'Slow down: a dip is not the end of the peak.').whole(0, 3600),
    scaleOutCooldownSeconds: always(60, 'Fast up.').whole(0, 3600),
  });

  const released = ledger.settle(release(props));
  const placed = ledger.settle(placement(released));

  const ingress = ledger.settle({
    domainName: follows<string | null>(props.exposure?.domain.domainName ?? null, 'A name of its own needs a hosted zone or a certificate.', hasDomain ? DecidedBy.APP_TEAM : undefined),
    tls: follows(tlsOf(asked.exposure, hasDomain), 'Where TLS ends: at the load balancer with a domain, else at an HTTP API with a certificate of AWS; a service inside the network that has no domain has none.'),
    tlsPolicy: always('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'TLS 1.2 and 1.3 with forward secrecy only, and post-quantum key agreement with clients that can.'),
    certificate: follows<'issued' | 'given' | null>(certificateOf(props), 'Issued for the domain, validated by DNS and renewed by itself, unless the team has one.', props.exposure?.domain.certificateArn ? DecidedBy.APP_TEAM : undefined),
    redirectHttp: choose(props.exposure?.redirectHttp, false, 'Port 80 stays closed: browsers try HTTPS first, and API clients should never start without it.'),
    allowedCidrs: choose(props.exposure?.allowedCidrs, ['0.0.0.0/0'], 'Public means everybody, unless ranges are given.'),
    dropInvalidHeaders: always(true, 'Against request smuggling.'),
    desyncMitigation: always('defensive', 'Against request smuggling, without breaking clients that are merely sloppy.').oneOf('monitor', 'defensive', 'strictest'),
    idleTimeoutSeconds: always(60, 'Programs must keep idle connections longer than this, or clients see 502.').whole(1, 4000),
    balancing: always('least_outstanding_requests', 'A slow task gets fewer requests, not its turn.').oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
    drainSeconds: always(30, 'Requests in flight have this long to finish.').whole(0, 3600),
    loadBalancerDeletionProtection: always({ development: false, staging: false, production: true }, 'Its name is in other people’s DNS.'),
    accessLogs: always({ development: false, staging: true, production: true }, 'Who asked what and when: the first question after an incident.'),
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'As long as the log group.').whole(1, 3650),
    accessLogVersionDays: always(1, 'What was overwritten or deleted by mistake can be brought back for so long.').whole(1, 3650),
    accessLogUploadDays: always(7, 'What is left of an upload that never ended is paid for, and seen by nobody.').whole(1, 3650),
    webApplicationFirewall: always({ development: false, staging: isPublic, production: isPublic }, 'AWS’s managed rules in front of everything that is public: common attacks, known bad inputs, bad reputation.'),
    firewallRules: always(['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'], 'Bad reputation first, it is the cheapest to tell.'),
    firewallRateLimit: always(2000, 'Requests in five minutes from one address; more is a flood.').whole(10, 2_000_000_000),
    apiThrottleRate: always(1000, 'Requests a second through the HTTP API, where there is one.').whole(1, 10_000),
    apiThrottleBurst: always(2000, 'Requests at once through the HTTP API, where there is one.').whole(1, 10_000),
  });

  const observe = ledger.settle({
    ...observation(),
    alarmUserMinutes: always(5, 'How long users must notice before somebody is woken, or a deployment is rolled back: longer than a hiccup.').whole(1, 60),
    ...patience(),
    alarmServerErrorPercent: always({ development: 5, staging: 5, production: 1 }, 'Of the requests, each minute.').within(0, 100),
    alarmLatencyP99Seconds: always(2, 'Slower than this for one request in a hundred is felt.').within(0.001, 3600),
    ...saturation(),
  });

  return { ...asked, ...task, ...fewest, ...scale, ...released, ...placed, ...ingress, ...observe };
}

/** What a service came to. */
export type ServiceChoices = ReturnType<typeof decide>;

// What stands in quotes in the probe's command line, and in the load balancer's check.
const URL_PATH = /^\/[A-Za-z0-9._~!$&()*+,;=:@%/?-]{0,1023}$/;

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
const HTTP_CODES = /^[2-4]\d\d((,[2-4]\d\d)*|-[2-4]\d\d)$/;

/** The image decides which tool there is. Where there is none, the load balancer's check has to do. */
function defaultProbe(port: number, path: string): string[] {
  const url = `http://127.0.0.1:${port}${path}`;
  return ['CMD-SHELL', `if command -v curl >/dev/null; then curl -fsS -o /dev/null '${url}'; elif command -v wget >/dev/null; then wget -q -O /dev/null '${url}'; fi`];
}

function tlsOf(exposure: ExposureKind, hasDomain: boolean): 'load-balancer' | 'http-api' | 'shared' | 'none' {
  if (exposure === ExposureKind.SHARED) return 'shared';
  if (hasDomain) return 'load-balancer';
  return exposure === ExposureKind.PUBLIC ? 'http-api' : 'none';
}

function certificateOf({ exposure }: GoldenPathServiceProps): 'issued' | 'given' | null {
  if ((exposure?.domain.domainName ?? undefined) === undefined) return null;
  return exposure!.domain.certificateArn ? 'given' : 'issued';
}
