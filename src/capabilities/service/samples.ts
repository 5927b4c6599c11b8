import { Exposure, GoldenPathServiceProps, ServiceProtocol, SignIn } from './props';
import { Access } from '../../binding/binding';
import { CpuArchitecture, ServiceSize } from '../../parts/fargate-task/size';
import { ServiceSource } from '../../parts/fargate-task/source';
import { HttpAuthorization } from '../../parts/http-api/authorization';
import { Samples } from '../../path/sample';

const typical = { owner: 'team', source: ServiceSource.image('public.ecr.aws/acme/orders:1.0.0') };
/** A name for each sample: one app may have all of them. */
const domain = (name: string) => ({ domainName: `${name}.acme.com`, hostedZoneId: 'Z0123456789ABC' });

/** An identity provider, and a user pool. */
const provider = {
  issuer: 'https://login.acme.com',
  authorizationEndpoint: 'https://login.acme.com/authorize',
  tokenEndpoint: 'https://login.acme.com/token',
  userInfoEndpoint: 'https://login.acme.com/userinfo',
  clientId: 'desk',
  clientSecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:desk-AbCdEf',
  clientSecretField: 'clientSecret',
};
const pool = {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a1B2c3D4e',
  userPoolClientId: '1a2b3c4d5e6f',
  userPoolDomain: 'acme',
};

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<GoldenPathServiceProps> = {
  typical,
  everything: around => ({
    ...typical,
    port: 3000,
    protocol: ServiceProtocol.HTTP1,
    healthCheckPath: '/up?deep=1',
    healthCheckCommand: ['/probe', '--quick'],
    size: ServiceSize.LARGE,
    architecture: CpuArchitecture.X86_64,
    scaling: { minTasks: 4, maxTasks: 9, targetCpuPercent: 40, targetRequestsPerTask: 100 },
    exposure: Exposure.publicHttps({ ...domain('orders'), allowedCidrs: ['203.0.113.0/24'], redirectHttp: true }),
    environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}', B: '' },
    deployment: { minimumHealthyPercent: 50, maximumPercent: 150, rollbackOnAlarm: true },
    network: around.network,
    ownCluster: true,
  }),
  others: {
    'with a key of the team': { ...typical, exposure: Exposure.publicHttps(), encryptionKeyArn: KEY },
    'internal with a domain': { ...typical, size: ServiceSize.MEDIUM, exposure: Exposure.internal(domain('internal')) },
    'public without a domain': {
      ...typical,
      size: ServiceSize.XLARGE,
      exposure: Exposure.publicHttps({ ownVpcLink: true }),
    },
    'public, for callers who sign': {
      ...typical,
      exposure: Exposure.publicHttps({ authorization: HttpAuthorization.iam() }),
    },
    'public, for callers with a token': {
      ...typical,
      exposure: Exposure.publicHttps({
        authorization: HttpAuthorization.jwt({ issuer: 'https://login.acme.com', audience: ['orders'] }),
      }),
    },
    'gRPC, with a method of its own': {
      ...typical,
      protocol: ServiceProtocol.GRPC,
      healthCheckPath: '/acme.Orders/Check',
      exposure: Exposure.internal(domain('grpc')),
    },
    'HTTP/2': { ...typical, protocol: ServiceProtocol.HTTP2, exposure: Exposure.publicHttps(domain('http2')) },
    'public with a certificate': {
      ...typical,
      size: ServiceSize.XSMALL,
      exposure: Exposure.publicHttps({
        domainName: 'orders.acme.com',
        certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c',
      }),
    },
    'behind a shared load balancer': {
      ...typical,
      size: ServiceSize.SMALL,
      exposure: Exposure.sharedLoadBalancer({
        listenerArn:
          'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2',
        securityGroupId: 'sg-0123456789abcdef0',
        hostHeaders: ['orders.acme.com'],
        pathPatterns: ['/orders/*'],
      }),
    },
    'where people sign in at their identity provider': {
      ...typical,
      exposure: Exposure.publicHttps({
        ...domain('desk'),
        signIn: SignIn.oidc({ ...provider, openPaths: ['/public/*'] }),
      }),
    },
    'where people sign in at a user pool': {
      ...typical,
      exposure: Exposure.publicHttps({ ...domain('shop'), signIn: SignIn.cognito({ ...pool, sessionSeconds: 3600 }) }),
    },
    'where people sign in, behind a shared load balancer': {
      ...typical,
      exposure: Exposure.sharedLoadBalancer({
        listenerArn:
          'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2',
        securityGroupId: 'sg-0123456789abcdef0',
        hostHeaders: ['back-office.acme.com'],
        signIn: SignIn.oidc({ ...provider, scope: 'openid email', openPaths: ['/hooks/*'] }),
      }),
    },
    'behind a shared load balancer, at a user pool': {
      ...typical,
      exposure: Exposure.sharedLoadBalancer({
        listenerArn:
          'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2',
        securityGroupId: 'sg-0123456789abcdef0',
        hostHeaders: ['pool.acme.com'],
        signIn: SignIn.cognito(pool),
      }),
    },
    'an image in ECR, without a check of its own': {
      owner: 'team',
      source: ServiceSource.ecrRepository('orders', '1.4.2'),
      architecture: CpuArchitecture.ARM64,
      healthCheckCommand: [],
    },
    'one task at a time': { ...typical, deployment: { minimumHealthyPercent: 0, maximumPercent: 100 } },
  },
  otherwise: [
    {
      execEnabled: true,
      user: '65534',
      tmpMib: 32,
      dropCapabilities: false,
      initProcess: false,
      stopTimeoutSeconds: 90,
      healthCheckIntervalSeconds: 20,
      healthCheckTimeoutSeconds: 4,
      healthCheckRetries: 4,
      healthCheckSuccesses: 3,
      healthCheckCodes: '200-299',
      grpcHealthCheckCodes: '0,12',
      healthCheckGraceSeconds: 120,
      platformVersion: '1.4.0',
      telemetryAttributes: false,
      scaleInCooldownSeconds: 30,
      scaleOutCooldownSeconds: 20,
      circuitBreaker: false,
      rollbackOnFailure: false,
      tlsPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
      dropInvalidHeaders: false,
      desyncMitigation: 'strictest',
      idleTimeoutSeconds: 120,
      balancing: 'round_robin',
      drainSeconds: 10,
      loadBalancerDeletionProtection: false,
      accessLogs: true,
      accessLogRetentionDays: 90,
      accessLogVersionDays: 2,
      accessLogUploadDays: 3,
      webApplicationFirewall: true,
      firewallRules: ['AWSManagedRulesSQLiRuleSet'],
      firewallCounted: ['AWSManagedRulesSQLiRuleSet/SQLi_BODY', 'AWSManagedRulesSQLiRuleSet/SQLi_COOKIE'],
      firewallRateLimit: 500,
      firewallLogs: true,
      apiThrottleRate: 10,
      apiThrottleBurst: 20,
      containerInsights: 'enhanced',
      logRetentionDays: 90,
      logsKeptOnDeletion: true,
      logEncryption: 'own-key',
      logKeyRotation: false,
      logKeyDeletionDays: 7,
      logBufferMib: 4,
      dashboard: false,
      alarms: true,
      alarmUserMinutes: 2,
      alarmTaskMinutes: 3,
      alarmServerErrorPercent: 7,
      alarmLatencyP99Seconds: 0.5,
      alarmCpuPercent: 70,
      alarmMemoryPercent: 75,
    },
    { healthCheckCommand: null },
  ],
  accesses: [Access.READ, Access.WRITE, Access.READ_WRITE],
  // Nobody but people.
  notUsed: ['where people sign in at a user pool', 'behind a shared load balancer, at a user pool'],
};
