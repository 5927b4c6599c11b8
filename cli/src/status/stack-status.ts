import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type Stack,
  type StackEvent,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { ECSClient } from '@aws-sdk/client-ecs';
import { alarmsOf } from './alarms.js';
import { behind, type Synthesised } from './behind.js';
import { causeOf } from './causes.js';
import { NOT_DEPLOYED, type ExplainedFailure, type StackStatus } from './model.js';
import { nextSteps } from './next.js';
import { begins, operationOf, type Failure, type Operation } from './operation.js';
import { servicesOf, type ServiceState } from './services.js';

const NESTED = 'AWS::CloudFormation::Stack';
const SERVICE = 'AWS::ECS::Service';
const ALARMS = new Set(['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']);

/** A stack to look at. */
export interface Target {
  /** Its name or its ARN in CloudFormation. */
  readonly stack: string;
  readonly region: string | undefined;
  /** The stack in the assembly, where there is one. */
  readonly synthesised: Synthesised | undefined;
}

/** Reads what became of a stack, from what AWS itself says of it. */
export async function statusOf({ stack: name, region, synthesised }: Target): Promise<StackStatus> {
  const settings = region ? { region } : {};
  const client = new CloudFormationClient(settings);
  const stack = await find(name, client);
  const about = {
    stack: stack?.StackName ?? name,
    construct: synthesised?.stack.name,
    region: await client.config.region(),
    status: stack?.StackStatus ?? NOT_DEPLOYED,
  };
  const toDeploy = about.construct ?? about.stack;
  const operation = stack && operationOf(await lastEvents(stack.StackId!, client));
  if (!operation) {
    const next = nextSteps(toDeploy, about.status, [], [], []);
    return { ...about, operation, failures: [], services: [], alarms: [], next };
  }
  const resources = await resourcesOf(stack.StackId!, client);
  const failed = await rootFailures(operation, client);
  const services = await servicesOf(serviceIds(resources, failed), operation.startedAt, new ECSClient(settings));
  const names = resources.filter(({ type, id }) => ALARMS.has(type) && id !== '');
  const alarms = await alarmsOf(
    new Map(names.map(({ id, logicalId }) => [id, logicalId])),
    operation.startedAt,
    new CloudWatchClient(settings),
  );
  const failures = failed.map(each => explained(each, services, synthesised));
  const next = nextSteps(toDeploy, about.status, failures, services, alarms);
  return { ...about, operation, failures, services, alarms, next };
}

interface RootFailure extends Failure {
  readonly nestedStack: string | undefined;
}

/** What failed by itself. The failure of a nested stack is that of the resources in it. */
async function rootFailures(operation: Operation, client: CloudFormationClient): Promise<RootFailure[]> {
  const found = await Promise.all(
    operation.failures.map(async failure => {
      if (failure.type !== NESTED || !failure.physicalId) return [{ ...failure, nestedStack: undefined }];
      const inner = operationOf(await lastEvents(failure.physicalId, client));
      const deeper = inner ? await rootFailures(inner, client) : [];
      return deeper.length > 0
        ? deeper.map(each => ({ ...each, nestedStack: each.nestedStack ?? failure.logicalId }))
        : [{ ...failure, nestedStack: undefined }];
    }),
  );
  const failures = found.flat();
  if (failures.length > 0 || operation.outcome !== 'failed') return failures;
  // No resource failed: an alarm, a person, or an error in the template itself.
  const reason = operation.stackReason ?? '';
  const stack = { logicalId: '', type: NESTED, physicalId: '', nestedStack: undefined };
  return [{ ...stack, at: operation.endedAt ?? operation.startedAt, reason }];
}

/** A failure with what is known of it. Of a service, why its tasks stopped is nearer to the cause. */
function explained(
  { physicalId: _, ...failure }: RootFailure,
  services: readonly ServiceState[],
  synthesised: Synthesised | undefined,
): ExplainedFailure {
  const state = services.find(({ logicalId }) => logicalId === failure.logicalId);
  const why = state?.stopped[0]?.reason ?? state?.trouble[0];
  const own = causeOf(failure.reason);
  const nearer = why === undefined ? own : causeOf(why);
  const sentence = why === undefined ? own.sentence : `${own.sentence}: ${nearer.sentence}`;
  return {
    ...failure,
    sentence,
    todo: nearer.todo,
    behind:
      synthesised &&
      behind(failure.logicalId, `${failure.reason} ${why ?? ''}`, nearer.decisions ?? own.decisions, synthesised),
  };
}

interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly id: string;
}

/** The services of a stack, and those that a rollback has deleted: ECS still knows these for a while. */
function serviceIds(resources: readonly Resource[], failures: readonly RootFailure[]) {
  const gone = failures.map(({ logicalId, type, physicalId }) => ({ logicalId, type, id: physicalId }));
  const all = [...resources, ...gone].filter(({ type, id }) => type === SERVICE && id.startsWith('arn:'));
  return [...new Map(all.map(({ logicalId, id }) => [id, { logicalId, arn: id }])).values()];
}

async function find(StackName: string, client: CloudFormationClient): Promise<Stack | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

/** The events since the last operation began, the oldest first. The whole history of a stack can be thousands. */
async function lastEvents(StackName: string, client: CloudFormationClient): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    events.push(...StackEvents);
    if (StackEvents.some(begins)) break;
  }
  return events.reverse();
}

/** The resources of a stack, with those of its nested stacks. */
async function resourcesOf(StackName: string, client: CloudFormationClient): Promise<Resource[]> {
  const found: Resource[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const summary of StackResourceSummaries) {
      found.push(resource(summary));
      const { ResourceType, PhysicalResourceId, ResourceStatus } = summary;
      if (ResourceType === NESTED && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE')
        found.push(...(await resourcesOf(PhysicalResourceId, client)));
    }
  }
  return found;
}

function resource({ LogicalResourceId, ResourceType, PhysicalResourceId }: StackResourceSummary): Resource {
  return { logicalId: LogicalResourceId!, type: ResourceType!, id: PhysicalResourceId ?? '' };
}
