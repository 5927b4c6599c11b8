import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  paginateListStackResources,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';

const NESTED = 'AWS::CloudFormation::Stack';
/** CloudFormation reads every resource from its service: minutes, for a large stack. */
const LONGEST_SECONDS = 1800;

/** What CloudFormation found in a stack, or in a nested one. */
export interface Detected {
  readonly nestedStack: string | undefined;
  readonly drifts: readonly StackResourceDrift[];
  /** Why it could not compare everything. */
  readonly problem: string | undefined;
}

/** Has CloudFormation compare a stack and its nested ones with what stands. Undefined where there is no such stack. */
export async function detect(stack: string, client: CloudFormationClient): Promise<Detected[] | undefined> {
  const found = await client.send(new DescribeStacksCommand({ StackName: stack })).catch(error => {
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  });
  const id = found?.Stacks?.[0]?.StackId;
  return id === undefined ? undefined : detectAll(id, undefined, client);
}

async function detectAll(
  id: string,
  nestedStack: string | undefined,
  client: CloudFormationClient,
): Promise<Detected[]> {
  const { StackDriftDetectionId } = await client.send(new DetectStackDriftCommand({ StackName: id }));
  const problem = await finished(StackDriftDetectionId!, client);
  const all: Detected[] = [{ nestedStack, drifts: await driftsOf(id, client), problem }];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: id })) {
    for (const { ResourceType, PhysicalResourceId, LogicalResourceId } of StackResourceSummaries) {
      if (ResourceType === NESTED && PhysicalResourceId)
        all.push(...(await detectAll(PhysicalResourceId, LogicalResourceId, client)));
    }
  }
  return all;
}

/** Waits for the end of a detection. Returns why it failed, if it did. */
async function finished(id: string, client: CloudFormationClient): Promise<string | undefined> {
  for (let waited = 0, pause = 1; waited < LONGEST_SECONDS; waited += pause, pause = Math.min(pause + 1, 10)) {
    const { DetectionStatus, DetectionStatusReason } = await client.send(
      new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: id }),
    );
    if (DetectionStatus === 'DETECTION_COMPLETE') return undefined;
    if (DetectionStatus === 'DETECTION_FAILED') return DetectionStatusReason ?? 'AWS gives no reason';
    await sleep(pause * 1000);
  }
  return `the comparison has not ended after ${LONGEST_SECONDS / 60} minutes`;
}

async function driftsOf(StackName: string, client: CloudFormationClient): Promise<StackResourceDrift[]> {
  const found: StackResourceDrift[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeStackResourceDriftsCommand({ StackName, NextToken }));
    found.push(...(page.StackResourceDrifts ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
