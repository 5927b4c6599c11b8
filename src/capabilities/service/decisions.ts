import { ExposureKind } from './exposure';
import { CpuArchitecture, GoldenPathServiceProps, ServiceSize } from './props';
import { ServiceSource } from './source';
import { Capability, CapabilityArea, CapabilityStage } from '../../core/capability';
import { always, choose, DecidedBy, follows, Ledger } from '../../core/decision';

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

// CPU units and MiB, from the combinations that Fargate offers:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
const SIZES: { [size in ServiceSize]: { cpu: number; memory: number } } = {
  [ServiceSize.XSMALL]: { cpu: 256, memory: 512 },
  [ServiceSize.SMALL]: { cpu: 512, memory: 1024 },
  [ServiceSize.MEDIUM]: { cpu: 1024, memory: 2048 },
  [ServiceSize.LARGE]: { cpu: 2048, memory: 4096 },
  [ServiceSize.XLARGE]: { cpu: 4096, memory: 8192 },
};

/** The policy of a service: every choice, its default by tier, and why. */
export function decide(props: GoldenPathServiceProps, ledger: Ledger) {
  const { scaling = {}, deployment = {} } = props;
  const kind = props.exposure?.kind;

  const asked = ledger.settle({
    size: choose(props.size, { development: ServiceSize.XSMALL, staging: ServiceSize.SMALL, production: ServiceSize.SMALL }, 'Scale out before up: small tasks are replaced and placed faster.').oneOf(...Object.values(ServiceSize)),
    architecture: choose(props.architecture, CpuArchitecture.ARM64, 'About a fifth cheaper for the same work.').oneOf(...Object.values(CpuArchitecture)),
    port: choose(props.port, 8080, 'Above 1023, so that a user other than root can listen.').within(1, 65535),
    healthCheckPath: choose(props.healthCheckPath, '/health', 'One path for the load balancer and the container.'),
    exposure: choose(kind, ExposureKind.INTERNAL, 'Reachable from the internet only when somebody asks for it.').oneOf(...Object.values(ExposureKind)),
    execEnabled: always(false, 'A shell in a running task needs a writable root file system and leaves no trace in the code.'),
  });

  const isPublic = asked.exposure === ExposureKind.PUBLIC;
  const hasDomain = props.exposure?.domain.domainName !== undefined;
  const { cpu, memory } = SIZES[asked.size];

  const task = ledger.settle({
    cpuUnits: follows(cpu, 'What the size means: 1024 units are one vCPU.'),
    memoryMib: follows(memory, 'What the size means. A task that takes more is stopped.'),
    user: always('1000:1000', 'Not root: what breaks out of the process cannot change the container.'),
    readonlyRootFilesystem: follows(!asked.execEnabled, 'What breaks in cannot leave anything behind.'),
    tmpMib: always(64, 'A writable /tmp in memory, for programs that need one. Counts against the memory of the task.').within(1, 8192),
    dropCapabilities: always(true, 'A web service needs none of Linux’s.'),
    initProcess: always(true, 'Reaps zombies and passes signals on, so that programs that do neither still stop cleanly.'),
    stopTimeoutSeconds: always(30, 'From SIGTERM to SIGKILL, after the load balancer has drained the task.').within(2, 120),
    healthCheckCommand: choose<string[] | null>(props.healthCheckCommand, defaultProbe(asked.port, asked.healthCheckPath), 'A hung process is replaced even when no load balancer looks.'),
    healthCheckIntervalSeconds: always(15, 'A sick task is out of service within a minute.').within(5, 300),
    healthCheckTimeoutSeconds: always(5, 'An answer that takes longer is no answer.').within(2, 120),
    healthCheckRetries: always(3, 'One lost probe is not an outage.').within(2, 10),
    healthCheckGraceSeconds: always(60, 'The time a task has to start before failed checks count.').within(0, 300),
    platformVersion: always('1.4.0', 'Named, so that a change of platform is a change of code.'),
    environmentVariables: follows(Object.keys(props.environment ?? {}), 'What the team says to its own program.', props.environment ? DecidedBy.APP_TEAM : undefined),
    telemetryAttributes: always(true, 'OpenTelemetry resource attributes: every signal says which service, version and environment it is from.'),
  });

  const scale = ledger.settle({
    minTasks: choose(scaling.minTasks, { development: 1, staging: 2, production: 3 }, 'One for each zone: a lost zone costs a third, not an outage.').within(0, 5000),
    maxTasks: choose(scaling.maxTasks, { development: 2, staging: 6, production: 30 }, 'Room for ten times the usual load; a bound on what a mistake costs.').within(1, 5000),
    targetCpuPercent: choose(scaling.targetCpuUtilization, 60, 'Headroom while new tasks start, which takes about a minute.').within(10, 95),
    targetRequestsPerTask: choose(scaling.targetRequestsPerTask, 1500, 'Requests a minute: 25 a second, for services that wait more than they compute.').within(1, 1_000_000),
    scaleInCooldownSeconds: always(300, 'Slow down: a dip is not the end of the peak.').within(0, 3600),
    scaleOutCooldownSeconds: always(60, 'Fast up.').within(0, 3600),
  });

  const release = ledger.settle({
    minimumHealthyPercent: choose(deployment.minimumHealthyPercent, 100, 'Nothing is taken away before its successor is well.').within(0, 100),
    maximumPercent: choose(deployment.maximumPercent, 200, 'Twice the tasks while a version is replaced: the fastest way that keeps capacity.').within(100, 200),
    circuitBreaker: always(true, 'A version that does not start stops being tried.'),
    rollbackOnFailure: always(true, 'And the last one that worked comes back by itself.'),
    rollbackOnAlarm: choose(deployment.rollbackOnAlarm, { development: false, staging: true, production: true }, 'A version that starts and then fails its users is rolled back too.'),
  });

  const ingress = ledger.settle({
    domainName: choose<string | null>(props.exposure?.domain.domainName, null, 'A name of its own needs a hosted zone or a certificate.'),
    tls: follows(tlsOf(asked.exposure, hasDomain), 'Where TLS ends: at the load balancer with a domain, else at an HTTP API with a certificate of AWS; a service inside the network that has no domain has none.'),
    tlsPolicy: always('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'TLS 1.2 and 1.3 with forward secrecy only, and post-quantum key agreement with clients that can.'),
    redirectHttp: choose(props.exposure?.redirectHttp, false, 'Port 80 stays closed: browsers try HTTPS first, and API clients should never start without it.'),
    allowedCidrs: choose(props.exposure?.allowedCidrs, ['0.0.0.0/0'], 'Public means everybody, unless ranges are given.'),
    dropInvalidHeaders: always(true, 'Against request smuggling.'),
    desyncMitigation: always('defensive', 'Against request smuggling, without breaking clients that are merely sloppy.').oneOf('monitor', 'defensive', 'strictest'),
    idleTimeoutSeconds: always(60, 'Programs must keep idle connections longer than this, or clients see 502.').within(1, 4000),
    balancing: always('least_outstanding_requests', 'A slow task gets fewer requests, not its turn.').oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
    drainSeconds: always(30, 'Requests in flight have this long to finish.').within(0, 3600),
    loadBalancerDeletionProtection: always({ development: false, staging: false, production: true }, 'Its name is in other people’s DNS.'),
    accessLogs: always({ development: false, staging: true, production: true }, 'Who asked what and when: the first question after an incident.'),
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'As long as the log group.').within(1, 3650),
    webApplicationFirewall: always({ development: false, staging: isPublic, production: isPublic }, 'AWS’s managed rules in front of everything that is public: common attacks, known bad inputs, bad reputation.'),
    firewallRules: always(['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'], 'Bad reputation first, it is the cheapest to tell.'),
    firewallRateLimit: always(2000, 'Requests in five minutes from one address; more is a flood.').within(10, 2_000_000_000),
    apiThrottleRate: always(1000, 'Requests a second through the HTTP API, where there is one.').within(1, 10_000),
    apiThrottleBurst: always(2000, 'Requests at once through the HTTP API, where there is one.').within(1, 10_000),
  });

  const observe = ledger.settle({
    containerInsights: always({ development: 'disabled', staging: 'enabled', production: 'enhanced' }, 'Enhanced shows each task and container; it costs by the metric.').oneOf('disabled', 'enabled', 'enhanced'),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'A year in production: incidents are found late, and auditors ask.').oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653),
    keepLogs: always({ development: false, staging: false, production: true }, 'What happened is asked for after the service is gone, too.'),
    logEncryptionKey: always({ development: false, staging: false, production: true }, 'A key of its own makes reading logs a permission that can be taken away (1 USD a month).'),
    logBufferMib: always(25, 'A slow log service never blocks the program: it drops what exceeds this buffer.').within(1, 1024),
    dashboard: always(true, 'One page for the person on call.'),
    alarms: always({ development: false, staging: true, production: true }, 'Nobody is woken for a development environment.'),
    alarmServerErrorPercent: always({ development: 5, staging: 5, production: 1 }, 'Of the requests in five minutes.').within(0, 100),
    alarmLatencyP99Seconds: always(2, 'Slower than this for one request in a hundred is felt.').within(0.001, 3600),
    alarmCpuPercent: always(85, 'Scaling should have helped by now.').within(1, 100),
    alarmMemoryPercent: always(85, 'The next leak stops the task.').within(1, 100),
  });

  return { ...asked, ...task, ...scale, ...release, ...ingress, ...observe };
}

/** What a service came to. */
export type ServiceChoices = ReturnType<typeof decide>;

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
