import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from '../deploy/aws-api';
import { Deployed } from '../deploy/deployed';

/** The account of dev and staging. */
export const DEVELOPMENT = '111111111111';
export const PRODUCTION = '222222222222';

/** The APIs of each account, as its root calls them. */
export interface Places {
  readonly [account: string]: AwsApi;
}

const DAY_SECONDS = 86_400;

/** The address of the queue of a stack: the one that is not for dead letters. */
async function queueOf(aws: AwsApi, stack: string): Promise<string> {
  const urls = (await Deployed.of(aws, stack)).ids('AWS::SQS::Queue');
  return urls.find(url => /Jobs(?!DeadLetter)/.test(url))!;
}

/** The days that the queue of a stack keeps messages, as its service says. */
export async function daysOf(aws: AwsApi, stack: string): Promise<number> {
  const QueueUrl = await queueOf(aws, stack);
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['MessageRetentionPeriod'] }),
  );
  return Number(Attributes!.MessageRetentionPeriod) / DAY_SECONDS;
}

/** Changes it by hand. */
export async function changeDays(aws: AwsApi, stack: string, days: number): Promise<void> {
  const Attributes = { MessageRetentionPeriod: String(days * DAY_SECONDS) };
  await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: await queueOf(aws, stack), Attributes }));
}
