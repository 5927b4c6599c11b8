import { ExposureKind } from './exposure';
import { GoldenPathServiceProps, ServiceScaling } from './props';
import { defaultProbe, healthQuestion, HealthQuestion, healthyAnswers, ServiceProtocol } from './protocol';
import { signInDecisions } from './sign-in-decisions';
import { broughtKeyDecision } from '../../parts/data-key/brought';
import { domainDecisions } from '../../parts/domain/decisions';
import { placing } from '../../parts/fargate-task/decisions/cluster';
import { release, placement } from '../../parts/fargate-task/decisions/deployment';
import { observation, patience, saturation } from '../../parts/fargate-task/decisions/observation';
import { greatest, least } from '../../parts/fargate-task/decisions/scaling';
import { capacity, hardening, probing, shellAccess, sizing, start } from '../../parts/fargate-task/decisions/task';
import { CpuArchitecture, ServiceSize } from '../../parts/fargate-task/size';
import { HttpCallers } from '../../parts/http-api/authorization';
import { always, choose, follows, only, PathSettings } from '../../path/decision';
import { Ledger } from '../../path/ledger';
import { isGiven } from '../../support/input';

// By these names, the compiled declarations refer to their file. Else they would to the index, and with it to the other
// engine.
export type { CpuArchitecture, ServiceProtocol, ServiceSize };

/**
 * The policy of a service: every choice, its default by tier, and why. What it shares with every task on Fargate is in
 * `parts/fargate-task/decisions`.
 */
export function decide(props: GoldenPathServiceProps, ledger: Ledger) {
  const scaling = props.scaling ?? {};
  const entered = ledger.settle(entrance(props));
  const asked = {
    ...entered,
    ...ledger.settle(healthQuestion(props.healthCheckPath, entered.protocol)),
  };
  const task = ledger.settle({
    ...capacity(asked.size),
    ...hardening(asked),
    ...health(props, asked),
    ...start(props),
  });
  const fewest = ledger.settle(
    least(
      scaling,
      1,
      { development: 1, staging: 2, production: 3 },
      'One for each zone: a lost zone costs a third, not an outage. Never none: while no task runs, nothing counts ' +
        'the requests that would start one.',
    ),
  );
  const scale = ledger.settle({
    ...greatest(
      scaling,
      fewest,
      { development: 2, staging: 6, production: 30 },
      'Room for ten times the usual load; a bound on what a mistake costs.',
    ),
    ...pace(scaling),
  });
  const released = ledger.settle(release(props));
  const placed = ledger.settle(placement(released));
  const ingress = ledger.settle({
    ...tls(props, asked.exposure),
    ...loadBalancer(),
    ...accessLogs(),
    ...firewall(asked.exposure === ExposureKind.PUBLIC),
    ...way(props, asked.exposure, ledger.path),
    ...signInDecisions(props),
  });
  const brought = ledger.settle(broughtKeyDecision(props));
  const where = ledger.settle(placing(props, ledger.path));
  const observe = ledger.settle({ ...observation(brought, where), ...alarms() });
  return {
    ...asked,
    ...task,
    ...fewest,
    ...scale,
    ...released,
    ...placed,
    ...ingress,
    ...brought,
    ...where,
    ...observe,
  };
}

/** The choices of one service. */
export type ServiceChoices = ReturnType<typeof decide>;

function entrance(props: GoldenPathServiceProps) {
  return {
    ...sizing(props),
    port: choose(props.port, 8080).whole(1, 65535).because('Above 1023, so that a user other than root can listen.'),
    protocol: choose(props.protocol, ServiceProtocol.HTTP1)
      .oneOf(...Object.values(ServiceProtocol))
      .because('What every program speaks. Clients may speak HTTP/2 to the load balancer all the same.'),
    exposure: choose(props.exposure?._kind, ExposureKind.INTERNAL)
      .oneOf(...Object.values(ExposureKind))
      .because('Reachable from the internet only when somebody asks for it.'),
    ...shellAccess(),
  };
}

function health(props: GoldenPathServiceProps, asked: { readonly port: number } & HealthQuestion) {
  return {
    stopTimeoutSeconds: always(30)
      .whole(2, 120)
      .because('From SIGTERM to SIGKILL, after the load balancer has drained the task.'),
    healthCheckCommand: choose<string[] | null>(props.healthCheckCommand, defaultProbe(asked.port, asked))
      .orNone()
      .because('A hung process is replaced even when no load balancer looks.'),
    ...probing(),
    healthCheckSuccesses: always(2)
      .whole(2, 10)
      .because('Two answers in a row before a task gets requests: one may be luck.'),
    ...healthyAnswers(asked.protocol),
  };
}

function pace(scaling: ServiceScaling) {
  return {
    targetCpuPercent: choose(scaling.targetCpuPercent, 60)
      .whole(10, 95)
      .because('Headroom while new tasks start, which takes about a minute.'),
    targetRequestsPerTask: choose(scaling.targetRequestsPerTask, 1500)
      .whole(1, 1_000_000)
      .because('Requests a minute: 25 a second, for services that wait more than they compute.'),
    scaleInCooldownSeconds: always(300).whole(0, 3600).because('Slow down: a dip is not the end of the peak.'),
    scaleOutCooldownSeconds: always(60).whole(0, 3600).because('Fast up.'),
  };
}

function tls(props: GoldenPathServiceProps, exposure: ExposureKind) {
  const domain = props.exposure?.domain ?? {};
  const { domainName, certificate } = domainDecisions(domain);
  return {
    domainName,
    tls: follows(tlsOf(exposure, isGiven(domain.domainName))).because(
      'Where TLS ends: at the load balancer with a domain, else at an HTTP API with a certificate of AWS; a ' +
        'service inside the network that has no domain has none.',
    ),
    tlsPolicy: always('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09').because(
      'TLS 1.2 and 1.3 with forward secrecy only, and post-quantum key agreement with clients that can.',
    ),
    certificate,
    redirectHttp: choose(props.exposure?.redirectHttp, false).because(
      'Port 80 stays closed: browsers try HTTPS first, and API clients should never start without it.',
    ),
    allowedCidrs: choose(props.exposure?.allowedCidrs, ['0.0.0.0/0']).because(
      'Public means everybody, unless ranges are given.',
    ),
  };
}

/** Whom the HTTP API lets in and how it comes into the network, where there is one. */
function way({ exposure }: GoldenPathServiceProps, kind: ExposureKind, { shares }: PathSettings) {
  const { ownVpcLink, apiSubnetIds, domain, authorization } = exposure ?? {};
  const own = isGiven(ownVpcLink) ? ownVpcLink : isGiven(apiSubnetIds) ? true : undefined;
  const asked = own === undefined ? undefined : own ? 'own' : 'environment';
  // The platform team may make services public that say nothing of their exposure.
  const hasApi = tlsOf(kind, isGiven(domain?.domainName)) === 'http-api';
  return {
    authorization: only(
      hasApi,
      choose(authorization?._kind, HttpCallers.OPEN)
        .oneOf(...Object.values(HttpCallers))
        .because('Who may do what is the business of the program, until its team lets API Gateway check who calls.'),
    ),
    vpcLink: shares?.includes('vpc-link')
      ? only(
          hasApi,
          choose(asked, 'environment')
            .oneOf('own', 'environment')
            .because('A region has ten VPC links: the services of an environment come in by one.'),
        )
      : follows(hasApi ? 'own' : null).because('There is no Environment around it whose VPC link it could share.'),
  };
}

function loadBalancer() {
  return {
    dropInvalidHeaders: always(true).because('Against request smuggling.'),
    desyncMitigation: always('defensive')
      .oneOf('monitor', 'defensive', 'strictest')
      .because('Against request smuggling, without breaking clients that are merely sloppy.'),
    idleTimeoutSeconds: always(60)
      .whole(1, 4000)
      .because('Programs must keep idle connections longer than this, or clients see 502.'),
    balancing: always('least_outstanding_requests')
      .oneOf('round_robin', 'least_outstanding_requests', 'weighted_random')
      .because('A slow task gets fewer requests, not its turn.'),
    drainSeconds: always(30).whole(0, 3600).because('Requests in flight have this long to finish.'),
    loadBalancerDeletionProtection: always({ development: false, staging: false, production: true }).because(
      'Its name is in other people’s DNS.',
    ),
  };
}

function accessLogs() {
  return {
    accessLogs: always({ development: false, staging: true, production: true }).because(
      'Who asked what and when: the first question after an incident.',
    ),
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .whole(1, 3650)
      .because('As long as the log group.'),
    accessLogVersionDays: always(1)
      .whole(1, 3650)
      .because('What was overwritten or deleted by mistake can be brought back for so long.'),
    accessLogUploadDays: always(7)
      .whole(1, 3650)
      .because('What is left of an upload that never ended is paid for, and seen by nobody.'),
  };
}

function firewall(isPublic: boolean) {
  return {
    webApplicationFirewall: always({ development: false, staging: isPublic, production: isPublic }).because(
      'AWS’s managed rules in front of everything that is public: common attacks, known bad inputs, bad reputation.',
    ),
    firewallRules: always([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
    ]).because('Bad reputation first, it is the cheapest to tell.'),
    firewallCounted: always([BODIES]).because(
      'Rules of those that are counted and let through. This one would answer 403 to every body above 8 KB: an upload.',
    ),
    firewallRateLimit: always(2000)
      .whole(10, 2_000_000_000)
      .because('Requests in five minutes from one address; more is a flood.'),
    firewallLogs: always({ development: false, staging: false, production: true }).because(
      'Which request was blocked, and by which rule: else nobody finds a rule that turns customers away.',
    ),
    apiThrottleRate: always(1000)
      .whole(1, 10_000)
      .because('Requests a second through the HTTP API, where there is one.'),
    apiThrottleBurst: always(2000)
      .whole(1, 10_000)
      .because('Requests at once through the HTTP API, where there is one.'),
  };
}

function alarms() {
  return {
    alarmUserMinutes: always(5)
      .whole(1, 60)
      .because(
        'How long users must notice before somebody is woken, or a deployment is rolled back: longer than a hiccup.',
      ),
    ...patience(),
    alarmServerErrorPercent: always({ development: 5, staging: 5, production: 1 })
      .within(0, 100)
      .because('Of the requests, each minute.'),
    alarmLatencyP99Seconds: always(2)
      .within(0.001, 3600)
      .because('Slower than this for one request in a hundred is felt.'),
    ...saturation(),
  };
}

// It looks at the first 8 KB of a body, as all of WAF does before a load balancer, and blocks what is longer.
// https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
const BODIES = 'AWSManagedRulesCommonRuleSet/SizeRestrictions_BODY';

function tlsOf(exposure: ExposureKind, hasDomain: boolean): 'load-balancer' | 'http-api' | 'shared' | 'none' {
  if (exposure === ExposureKind.SHARED) return 'shared';
  if (hasDomain) return 'load-balancer';
  return exposure === ExposureKind.PUBLIC ? 'http-api' : 'none';
}
