import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/** Every resource of a function, as its L1. What a choice leaves out is undefined. */
export interface FunctionResources {
  /** The function. */
  readonly function: lambda.CfnFunction;
  /** Its version of now. Its logical id changes with code and configuration. */
  readonly version: lambda.CfnVersion;
  /** The name that all callers use. */
  readonly alias: lambda.CfnAlias;
  /** The role of the program. */
  readonly role: iam.CfnRole;
  /** The log group of the program. */
  readonly logGroup: logs.CfnLogGroup;
  /** The key of variables, logs, dead letters and schedules. */
  readonly key?: kms.CfnKey;
  /** What nobody could work on. */
  readonly deadLetterQueue: sqs.CfnQueue;
  /** Who may send there. */
  readonly deadLetterQueuePolicy: sqs.CfnQueuePolicy;
  /** The HTTP API. */
  readonly httpApi?: apigatewayv2.CfnApi;
  /** Its stage. */
  readonly httpApiStage?: apigatewayv2.CfnStage;
  /** Its only route. */
  readonly httpApiRoute?: apigatewayv2.CfnRoute;
  /** Its way to the function. */
  readonly httpApiIntegration?: apigatewayv2.CfnIntegration;
  /** Its access logs. */
  readonly httpApiLogGroup?: logs.CfnLogGroup;
  /** What looks at tokens. */
  readonly httpApiAuthorizer?: apigatewayv2.CfnAuthorizer;
  /** What lets it call the function. */
  readonly httpApiPermission?: lambda.CfnPermission;
  /** What polls queues and streams, in the order of the sources. */
  readonly eventSourceMappings: lambda.CfnEventSourceMapping[];
  /** What passes on the events of buckets, in the order of the sources. */
  readonly rules: events.CfnRule[];
  /** What lets them call the function. */
  readonly rulePermissions: lambda.CfnPermission[];
  /** The schedules, in the order of the sources. */
  readonly schedules: scheduler.CfnSchedule[];
  /** What schedules call as. */
  readonly scheduleRole?: iam.CfnRole;
  /** What shifts calls to a new version. */
  readonly deploymentApplication?: codedeploy.CfnApplication;
  /** How it does so. */
  readonly deploymentGroup?: codedeploy.CfnDeploymentGroup;
  /** What it does so as. */
  readonly deploymentRole?: iam.CfnRole;
  /** Too many errors. */
  readonly errorAlarm?: cloudwatch.CfnAlarm;
  /** Too near the timeout. */
  readonly durationAlarm?: cloudwatch.CfnAlarm;
  /** Calls that were turned away. */
  readonly throttleAlarm?: cloudwatch.CfnAlarm;
  /** Changes of a table that wait. */
  readonly iteratorAgeAlarm?: cloudwatch.CfnAlarm;
  /** Something in the dead-letter queue. */
  readonly deadLetterAlarm?: cloudwatch.CfnAlarm;
  /** The page for the person on call. */
  readonly dashboard?: cloudwatch.CfnDashboard;
}
