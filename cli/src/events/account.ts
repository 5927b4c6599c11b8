import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CloudFormationClient, paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import type { StackRead } from '../assembly/stack.js';

/**
 * Writes the stack events of an account into a file, in the format of EventBridge. CloudFormation keeps events for 90
 * days.
 */
export async function writeStackEvents(
  stacks: readonly StackRead[],
  region: string | undefined,
  file: string,
  warn: (text: string) => void,
  progress: (text: string) => void,
): Promise<void> {
  const client = new CloudFormationClient(region ? { region } : {});
  const out = createWriteStream(file);
  for (const [i, { name, location }] of stacks.entries()) {
    progress(`events of stack ${i + 1} of ${stacks.length}`);
    try {
      for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: name })) {
        for (const {
          EventId,
          StackId,
          PhysicalResourceId,
          ResourceStatus,
          ClientRequestToken,
          Timestamp,
        } of StackEvents) {
          // Only events of the stack itself, not of its resources.
          if (PhysicalResourceId !== StackId || !Timestamp) continue;
          const account = StackId?.split(':')[4];
          const event = {
            id: EventId,
            'detail-type': 'CloudFormation Stack Status Change',
            source: 'aws.cloudformation',
            account,
            time: Timestamp.toISOString(),
            detail: {
              'stack-id': StackId,
              'client-request-token': ClientRequestToken,
              'status-details': { status: ResourceStatus },
            },
          };
          out.write(`${JSON.stringify(event)}\n`);
        }
      }
    } catch (error) {
      warn(`The events of ${location} cannot be read: ${(error as Error).message}`);
    }
  }
  out.end();
  await finished(out);
}
