import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';

/** Every resource of a service, as its L1. A resource that the choices leave out is undefined. */
export interface GoldenPathServiceResources {
  /** The ECS service. */
  readonly service: ecs.CfnService;
  /**
   * The ECS cluster.
   *
   * @default - the tasks run in that of their Environment
   */
  readonly cluster?: ecs.CfnCluster;
  /** The task definition; its container is named `app`. */
  readonly taskDefinition: ecs.CfnTaskDefinition;
  /** The role that starts the tasks. */
  readonly executionRole: iam.CfnRole;
  /** The role of the program. */
  readonly taskRole: iam.CfnRole;
  /** The security group of the tasks. */
  readonly securityGroup: ec2.CfnSecurityGroup;
  /** The rule that lets the load balancer reach the tasks. */
  readonly taskIngress: ec2.CfnSecurityGroupIngress;
  /** The log group of the program. */
  readonly logGroup: logs.CfnLogGroup;
  /** The key of the log groups. */
  readonly logKey?: kms.CfnKey;
  /** The target group that the tasks register in. */
  readonly targetGroup: elbv2.CfnTargetGroup;
  /** The load balancer. */
  readonly loadBalancer?: elbv2.CfnLoadBalancer;
  /** The security group of the load balancer. */
  readonly loadBalancerSecurityGroup?: ec2.CfnSecurityGroup;
  /** The listener that forwards to the tasks. */
  readonly listener?: elbv2.CfnListener;
  /** The listener on port 80 that redirects. */
  readonly redirectListener?: elbv2.CfnListener;
  /** The rule for paths where nobody has to sign in. */
  readonly openPathsRule?: elbv2.CfnListenerRule;
  /** The rule on a shared listener. */
  readonly listenerRule?: elbv2.CfnListenerRule;
  /** The certificate. */
  readonly certificate?: acm.CfnCertificate;
  /** The DNS record. */
  readonly dnsRecord?: route53.CfnRecordSet;
  /** The bucket of the access logs. */
  readonly accessLogBucket?: s3.CfnBucket;
  /** The policy that lets the load balancer write them. */
  readonly accessLogBucketPolicy?: s3.CfnBucketPolicy;
  /** The web application firewall. */
  readonly webAcl?: wafv2.CfnWebACL;
  /** The association that puts it before the load balancer. */
  readonly webAclAssociation?: wafv2.CfnWebACLAssociation;
  /** The log of what the firewall blocks. */
  readonly firewallLogGroup?: logs.CfnLogGroup;
  /** What the firewall writes there. */
  readonly firewallLogging?: wafv2.CfnLoggingConfiguration;
  /** The HTTP API of a public service without a domain. */
  readonly httpApi?: apigatewayv2.CfnApi;
  /** The stage of the HTTP API. */
  readonly httpApiStage?: apigatewayv2.CfnStage;
  /** The only route of the HTTP API. */
  readonly httpApiRoute?: apigatewayv2.CfnRoute;
  /** The way of the HTTP API to the load balancer. */
  readonly httpApiIntegration?: apigatewayv2.CfnIntegration;
  /** Checks the tokens of callers of the HTTP API. */
  readonly httpApiAuthorizer?: apigatewayv2.CfnAuthorizer;
  /** The access logs of the HTTP API. */
  readonly httpApiLogGroup?: logs.CfnLogGroup;
  /** The way of the HTTP API into the network. */
  readonly vpcLink?: apigatewayv2.CfnVpcLink;
  /** The security group of the VPC link. */
  readonly vpcLinkSecurityGroup?: ec2.CfnSecurityGroup;
  /** The rule that lets the VPC link reach the load balancer. */
  readonly vpcLinkIngress?: ec2.CfnSecurityGroupIngress;
  /** The rule that lets the VPC link of the Environment call the load balancer. */
  readonly vpcLinkEgress?: ec2.CfnSecurityGroupEgress;
  /** The least and the greatest number of tasks. */
  readonly scalableTarget: scaling.CfnScalableTarget;
  /** The policy that scales by CPU. */
  readonly cpuScalingPolicy: scaling.CfnScalingPolicy;
  /** The policy that scales by requests. */
  readonly requestScalingPolicy: scaling.CfnScalingPolicy;
  /** Rings when too many requests end in a 5xx. */
  readonly serverErrorAlarm?: cloudwatch.CfnAlarm;
  /** Rings when the service is too slow. */
  readonly latencyAlarm?: cloudwatch.CfnAlarm;
  /** Rings when tasks fail their health check. */
  readonly unhealthyTargetsAlarm?: cloudwatch.CfnAlarm;
  /** Rings when the tasks use too much CPU. */
  readonly cpuAlarm?: cloudwatch.CfnAlarm;
  /** Rings when the tasks are nearly out of memory. */
  readonly memoryAlarm?: cloudwatch.CfnAlarm;
  /** Rings when fewer tasks run than should. */
  readonly runningTasksAlarm?: cloudwatch.CfnAlarm;
  /** Rings when a deployment has failed. */
  readonly deploymentFailedAlarm?: cloudwatch.CfnAlarm;
  /** The rule that notices a failed deployment. */
  readonly deploymentFailedRule?: events.CfnRule;
  /** The dashboard for the person on call. */
  readonly dashboard?: cloudwatch.CfnDashboard;
}
