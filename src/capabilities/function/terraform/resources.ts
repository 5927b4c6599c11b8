import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2ApiMapping } from '@cdktf/provider-aws/lib/apigatewayv2-api-mapping';
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import { Apigatewayv2DomainName } from '@cdktf/provider-aws/lib/apigatewayv2-domain-name';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';

/** Every resource of a function, typed. What a choice leaves out is undefined. */
export interface GoldenPathFunctionResources {
  /** The function. Each change publishes a version. */
  readonly function: LambdaFunction;
  /** The name that all callers use. */
  readonly alias: LambdaAlias;
  /** The role of the program. */
  readonly role: IamRole;
  /** The log group of the program. */
  readonly logGroup: CloudwatchLogGroup;
  /** The key of variables, logs, dead letters and schedules. */
  readonly key?: KmsKey;
  /** The queue of calls and events that could not be worked on. */
  readonly deadLetterQueue: SqsQueue;
  /** The policy of that queue: who may send there. */
  readonly deadLetterQueuePolicy: SqsQueuePolicy;
  /** The HTTP API. */
  readonly httpApi?: Apigatewayv2Api;
  /** The only stage of the HTTP API. */
  readonly httpApiStage?: Apigatewayv2Stage;
  /** The only route of an HTTP API that no page of another website calls. */
  readonly httpApiRoute?: Apigatewayv2Route;
  /** The routes of an HTTP API that pages of other websites call: two for each method, for paths and for none. */
  readonly httpApiMethodRoutes?: Apigatewayv2Route[];
  /** The way from the HTTP API to the function. */
  readonly httpApiIntegration?: Apigatewayv2Integration;
  /** The access logs of the HTTP API. */
  readonly httpApiLogGroup?: CloudwatchLogGroup;
  /** Checks the tokens of callers. */
  readonly httpApiAuthorizer?: Apigatewayv2Authorizer;
  /** Lets the HTTP API call the function. */
  readonly httpApiPermission?: LambdaPermission;
  /** The name of its own at API Gateway. */
  readonly httpApiDomain?: Apigatewayv2DomainName;
  /** The way from the name to the HTTP API. */
  readonly httpApiMapping?: Apigatewayv2ApiMapping;
  /** The certificate for the name. */
  readonly certificate?: AcmCertificate;
  /** The DNS record that validates the certificate. */
  readonly certificateValidationRecord?: Route53Record;
  /** Waits for the certificate to be valid. */
  readonly certificateValidation?: AcmCertificateValidation;
  /** The DNS record of the name, for IPv4. */
  readonly dnsRecord?: Route53Record;
  /** The DNS record of the name, for IPv6. */
  readonly dnsRecordIpv6?: Route53Record;
  /** The mappings by which Lambda polls queues and streams, in the order of the sources. */
  readonly eventSourceMappings: LambdaEventSourceMapping[];
  /** The rules that pass on the events of buckets, in the order of the sources. */
  readonly rules: CloudwatchEventRule[];
  /** The function as the target of these rules. */
  readonly ruleTargets: CloudwatchEventTarget[];
  /** Let these rules call the function. */
  readonly rulePermissions: LambdaPermission[];
  /** The schedules, in the order of the sources. */
  readonly schedules: SchedulerSchedule[];
  /** The role with which schedules call the function. */
  readonly scheduleRole?: IamRole;
  /** Too many calls fail. */
  readonly errorAlarm?: CloudwatchMetricAlarm;
  /** Calls take nearly as long as the timeout. */
  readonly durationAlarm?: CloudwatchMetricAlarm;
  /** Calls were turned away. */
  readonly throttleAlarm?: CloudwatchMetricAlarm;
  /** Changes of a table wait too long. */
  readonly iteratorAgeAlarm?: CloudwatchMetricAlarm;
  /** Something is in the dead-letter queue. */
  readonly deadLetterAlarm?: CloudwatchMetricAlarm;
  /** The page for the person on call. */
  readonly dashboard?: CloudwatchDashboard;
}
