import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { AwsApi, pages } from './aws-api';

/** What is read of each of a list. */
export async function each<T, R>(all: Promise<readonly T[]>, read: (one: T) => Promise<R[]>): Promise<R[]> {
  // Other scenarios run meanwhile: a resource that was listed may be gone when it is read.
  const gone = (error: Error): R[] => {
    if (/NotFound|NoSuch|DoesNotExist/i.test(error.name)) return [];
    throw error;
  };
  return (await Promise.all((await all).map(one => read(one).catch(gone)))).flat();
}

export const apis = async (aws: AwsApi) => (await aws.apiGateway.send(new GetApisCommand({}))).Items!;
export const buckets = async (aws: AwsApi) => (await aws.s3.send(new ListBucketsCommand({}))).Buckets!;
export const databases = async (aws: AwsApi) =>
  (await aws.call('glue', 'AWSGlue.GetDatabases', {})).DatabaseList as { Name: string }[];
export const eventBuses = async (aws: AwsApi) =>
  (await aws.call('events', 'AWSEvents.ListEventBuses', {})).EventBuses as { Name: string; Policy?: string }[];
export const functions = async (aws: AwsApi) =>
  (await aws.get('lambda', '/2015-03-31/functions/')).Functions.map((code: any) => code.FunctionName) as string[];
export const internetGateways = async (aws: AwsApi) =>
  (await aws.ec2.send(new ec2.DescribeInternetGatewaysCommand({}))).InternetGateways!;
export const loadBalancers = async (aws: AwsApi) =>
  (await aws.loadBalancing.send(new DescribeLoadBalancersCommand({}))).LoadBalancers!;
export const logGroups = (aws: AwsApi) =>
  pages(async nextToken => {
    const page = await aws.logs.send(new DescribeLogGroupsCommand({ nextToken }));
    return { items: page.logGroups!.map(group => group.logGroupName), next: page.nextToken };
  });
export const roles = (aws: AwsApi) =>
  pages(async Marker => {
    const page = await aws.iam.send(new ListRolesCommand({ Marker }));
    return { items: page.Roles!, next: page.Marker };
  });
export const routeTables = async (aws: AwsApi) =>
  (await aws.ec2.send(new ec2.DescribeRouteTablesCommand({}))).RouteTables!;
export const secrets = async (aws: AwsApi) => (await aws.secrets.send(new ListSecretsCommand({}))).SecretList!;
export const webAcls = async (aws: AwsApi) =>
  (await aws.waf.send(new ListWebACLsCommand({ Scope: 'REGIONAL' }))).WebACLs!;
