import { AwsApi } from './aws-api';
import { LISTS } from './resource-lists';

/** One resource of a stack, as its service knows it. */
export interface Known {
  readonly type: string;
  readonly id: string;
}

/** Types of parts of other resources. Their ids are not unique, or differ from the service's in the embedded AWS. */
const PARTS = [
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::Stack',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::Lambda::Permission',
  'AWS::Route53::RecordSet',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

/** Those of the resources that exist, according to their own services. */
export async function thoseThatExist<T extends Known>(aws: AwsApi, known: T[]): Promise<T[]> {
  const types = [...new Set(known.map(({ type }) => type))].filter(type => !PARTS.includes(type));
  const existing = new Map(
    await Promise.all(
      types.map(async type => {
        if (!LISTS[type]) throw new Error(`Nobody knows how to list ${type}: add it to resource-lists.ts.`);
        return [type, new Set(await LISTS[type](aws))] as const;
      }),
    ),
  );
  return known.filter(({ type, id }) => existing.get(type)?.has(id));
}

/** The resources that CloudFormation has in the stack and that their services do not know. */
export async function missing(aws: AwsApi, stack: string): Promise<Known[]> {
  const known = (await aws.resources(stack))
    .map(({ ResourceType, PhysicalResourceId }) => ({ type: ResourceType!, id: PhysicalResourceId! }))
    .filter(({ type }) => !PARTS.includes(type));
  if (known.length === 0) throw new Error(`The stack ${stack} has no resources.`);
  const there = await thoseThatExist(aws, known);
  return known.filter(one => !there.includes(one));
}

/** The resources that still exist, of all that the stack ever made. */
export async function survivors(aws: AwsApi, stackId: string): Promise<Known[]> {
  const made = new Map<string, Known>();
  for (const { ResourceType, PhysicalResourceId } of await aws.events(stackId)) {
    if (PhysicalResourceId) {
      made.set(`${ResourceType} ${PhysicalResourceId}`, { type: ResourceType!, id: PhysicalResourceId });
    }
  }
  if (made.size < 10) throw new Error(`The stack ${stackId} has made next to nothing.`);
  return thoseThatExist(aws, [...made.values()]);
}
