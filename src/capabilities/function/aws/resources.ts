import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/** Every resource of a function, as its L1. */
export interface GoldenPathFunctionResources {
  /** The function. */
  readonly function: lambda.CfnFunction;
  /** The version that is deployed now. Its logical id changes with code and configuration. */
  readonly version: lambda.CfnVersion;
  /** The name that all callers use. */
  readonly alias: lambda.CfnAlias;
  /** The role of the program. */
  readonly role: iam.CfnRole;
  /** The log group of the program. */
  readonly logGroup: logs.CfnLogGroup;
  /**
   * The key of variables, logs, dead letters and schedules.
   *
   * @default - AWS encrypts with keys of its own
   */
  readonly key?: kms.CfnKey;
  /** The queue of calls and events that could not be worked on. */
  readonly deadLetterQueue: sqs.CfnQueue;
  /** The policy of that queue: who may send there. */
  readonly deadLetterQueuePolicy: sqs.CfnQueuePolicy;
  /**
   * The HTTP API.
   *
   * @default - nobody calls it over HTTPS
   */
  readonly httpApi?: apigatewayv2.CfnApi;
  /**
   * The only stage of the HTTP API.
   *
   * @default - no HTTP API
   */
  readonly httpApiStage?: apigatewayv2.CfnStage;
  /**
   * The only route of the HTTP API.
   *
   * @default - no HTTP API, or one that pages of other websites call
   */
  readonly httpApiRoute?: apigatewayv2.CfnRoute;
  /**
   * The routes of an HTTP API that pages of other websites call: two for each method, for paths and for none.
   *
   * @default - no HTTP API, or one that no page of another website calls
   */
  readonly httpApiMethodRoutes?: apigatewayv2.CfnRoute[];
  /**
   * The way from the HTTP API to the function.
   *
   * @default - no HTTP API
   */
  readonly httpApiIntegration?: apigatewayv2.CfnIntegration;
  /**
   * The access logs of the HTTP API.
   *
   * @default - no HTTP API
   */
  readonly httpApiLogGroup?: logs.CfnLogGroup;
  /**
   * Checks the tokens of callers.
   *
   * @default - it is not called with tokens
   */
  readonly httpApiAuthorizer?: apigatewayv2.CfnAuthorizer;
  /**
   * Lets the HTTP API call the function.
   *
   * @default - no HTTP API
   */
  readonly httpApiPermission?: lambda.CfnPermission;
  /**
   * The name of its own at API Gateway.
   *
   * @default - no HTTP API, or one without a domain
   */
  readonly httpApiDomain?: apigatewayv2.CfnDomainName;
  /**
   * The way from the name to the HTTP API.
   *
   * @default - no HTTP API, or one without a domain
   */
  readonly httpApiMapping?: apigatewayv2.CfnApiMapping;
  /**
   * The certificate for the name.
   *
   * @default - no domain, or a certificate of the team's
   */
  readonly certificate?: acm.CfnCertificate;
  /**
   * The DNS record of the name, for IPv4.
   *
   * @default - no domain, or no hosted zone
   */
  readonly dnsRecord?: route53.CfnRecordSet;
  /**
   * The DNS record of the name, for IPv6.
   *
   * @default - no domain, or no hosted zone
   */
  readonly dnsRecordIpv6?: route53.CfnRecordSet;
  /** The mappings by which Lambda polls queues and streams, in the order of the sources. */
  readonly eventSourceMappings: lambda.CfnEventSourceMapping[];
  /** The rules that pass on the events of buckets, in the order of the sources. */
  readonly rules: events.CfnRule[];
  /** Let these rules call the function. */
  readonly rulePermissions: lambda.CfnPermission[];
  /** The schedules, in the order of the sources. */
  readonly schedules: scheduler.CfnSchedule[];
  /**
   * The role with which schedules call the function.
   *
   * @default - no schedules
   */
  readonly scheduleRole?: iam.CfnRole;
  /**
   * The application of CodeDeploy, which shifts calls to a new version.
   *
   * @default - all calls go over at once
   */
  readonly deploymentApplication?: codedeploy.CfnApplication;
  /**
   * How calls are shifted, and which alarms stop that.
   *
   * @default - all calls go over at once
   */
  readonly deploymentGroup?: codedeploy.CfnDeploymentGroup;
  /**
   * The role with which CodeDeploy shifts calls.
   *
   * @default - all calls go over at once
   */
  readonly deploymentRole?: iam.CfnRole;
  /**
   * Too many calls fail.
   *
   * @default - no alarm, and no deployment that looks at one
   */
  readonly errorAlarm?: cloudwatch.CfnAlarm;
  /**
   * Calls take nearly as long as the timeout.
   *
   * @default - no alarm, and no deployment that looks at one
   */
  readonly durationAlarm?: cloudwatch.CfnAlarm;
  /**
   * Calls were turned away.
   *
   * @default - no alarm
   */
  readonly throttleAlarm?: cloudwatch.CfnAlarm;
  /**
   * Changes of a table wait too long.
   *
   * @default - no alarm, or no table
   */
  readonly iteratorAgeAlarm?: cloudwatch.CfnAlarm;
  /**
   * Something is in the dead-letter queue.
   *
   * @default - no alarm
   */
  readonly deadLetterAlarm?: cloudwatch.CfnAlarm;
  /**
   * The page for the person on call.
   *
   * @default - no dashboard
   */
  readonly dashboard?: cloudwatch.CfnDashboard;
}
