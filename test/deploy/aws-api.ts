import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  Stack,
  StackEvent,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { WAFV2Client } from '@aws-sdk/client-wafv2';

/** The endpoint and the region of AWS. */
export interface Place {
  readonly endpoint: string;
  readonly region: string;
}

/** The APIs of AWS. The tests read from them what was made, and change by them what a person would change by hand. */
export class AwsApi {
  readonly apiGateway;
  readonly autoScaling;
  readonly cloudFormation;
  readonly cloudWatch;
  readonly codeDeploy;
  readonly dynamoDb;
  readonly ec2;
  readonly ecs;
  readonly eventBridge;
  readonly iam;
  readonly lambda;
  readonly loadBalancing;
  readonly logs;
  readonly rds;
  readonly s3;
  readonly scheduler;
  readonly secrets;
  readonly sns;
  readonly sqs;
  readonly ssm;
  readonly waf;

  /** @param account the id of another account, whose root then calls */
  constructor(
    private readonly place: Place,
    account = 'test',
  ) {
    const config = { ...place, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
    this.apiGateway = new ApiGatewayV2Client(config);
    this.autoScaling = new ApplicationAutoScalingClient(config);
    this.cloudFormation = new CloudFormationClient(config);
    this.cloudWatch = new CloudWatchClient(config);
    this.codeDeploy = new CodeDeployClient(config);
    this.dynamoDb = new DynamoDBClient(config);
    this.ec2 = new EC2Client(config);
    this.ecs = new ECSClient(config);
    this.eventBridge = new EventBridgeClient(config);
    this.iam = new IAMClient(config);
    this.lambda = new LambdaClient(config);
    this.loadBalancing = new ElasticLoadBalancingV2Client(config);
    this.logs = new CloudWatchLogsClient(config);
    this.rds = new RDSClient(config);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
    this.scheduler = new SchedulerClient(config);
    this.secrets = new SecretsManagerClient(config);
    this.sns = new SNSClient(config);
    this.sqs = new SQSClient(config);
    this.ssm = new SSMClient(config);
    this.waf = new WAFV2Client(config);
  }

  /** A call of a service whose client is not installed, in the JSON protocol that it shares with others. */
  async call(service: string, target: string, input: object): Promise<any> {
    const answer = await fetch(this.place.endpoint, {
      method: 'POST',
      headers: { ...this.signature(service), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${target}: ${await answer.text()}`);
    return answer.json();
  }

  /** A call of a service with a REST API. */
  async get(service: string, path: string): Promise<any> {
    return JSON.parse(await this.text(service, path));
  }

  /** The same of a service that answers with XML. */
  async text(service: string, path: string): Promise<string> {
    const answer = await fetch(`${this.place.endpoint}${path}`, { headers: this.signature(service) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.text();
  }

  /** A signature that the embedded AWS routes by and does not check. */
  private signature(service: string) {
    return {
      authorization:
        `AWS4-HMAC-SHA256 Credential=test/20261201/${this.place.region}/${service}/aws4_request, ` +
        'SignedHeaders=host, Signature=0',
    };
  }

  /** A stack by name or, also after its end, by id. */
  async stack(name: string): Promise<Stack> {
    const found = await this.findStack(name);
    if (!found) throw new Error(`There is no stack ${name}.`);
    return found;
  }

  async findStack(name: string): Promise<Stack | undefined> {
    const { Stacks = [] } = await this.cloudFormation.send(new DescribeStacksCommand({}));
    const living = Stacks.find(({ StackName, StackId }) => StackName === name || StackId === name);
    if (living || !name.startsWith('arn:')) return living;
    return (await this.cloudFormation.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  }

  /** The resources that the stack has now. */
  async resources(stack: string): Promise<StackResourceSummary[]> {
    return pages(async NextToken => {
      const page = await this.cloudFormation.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
      return { items: page.StackResourceSummaries, next: page.NextToken };
    });
  }

  /** The events of the stack, the newest first. By the id of the stack, also after its end. */
  async events(stack: string): Promise<StackEvent[]> {
    return pages(async NextToken => {
      const page = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: stack, NextToken }));
      return { items: page.StackEvents, next: page.NextToken };
    });
  }
}

/** All items of a list with pages. */
export async function pages<T>(read: (token?: string) => Promise<{ items?: T[]; next?: string }>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await read(token);
    all.push(...items);
    token = next;
  } while (token);
  return all;
}
