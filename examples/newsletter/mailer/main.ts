// A worker: takes deliveries from the queue until it is told to stop, then finishes what it has.
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const queue = new SQSClient({});
const bucket = new S3Client({});
const QueueUrl = process.env.DELIVERIES_URL;
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

while (!stop.signal.aborted) {
  await Promise.allSettled((await receive()).map(deliver));
}
log('stopped');

/** Waits for up to 20 seconds. The stop signal ends the waiting, not the work. */
async function receive(): Promise<Message[]> {
  try {
    const { Messages = [] } = await queue.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
      { abortSignal: stop.signal },
    );
    return Messages;
  } catch (error) {
    if (stop.signal.aborted) return [];
    log('cannot receive', { error: String(error) });
    await new Promise(resolve => setTimeout(resolve, 1000));
    return [];
  }
}

async function deliver({ Body, ReceiptHandle }: Message): Promise<void> {
  try {
    const { email, key } = JSON.parse(Body ?? '');
    const letter = await bucket.send(new GetObjectCommand({ Bucket: process.env.LETTERS_NAME, Key: key }));
    // Here a real mailer speaks SMTP.
    log('delivered', { email, bytes: (await letter.Body!.transformToByteArray()).length });
    await queue.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  } catch (error) {
    // It comes again after its visibility timeout, and to the dead-letter queue in the end.
    log('not delivered', { error: String(error) });
  }
}

function log(message: string, details: object = {}): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), message, ...details }));
}
