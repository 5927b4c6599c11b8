import { createHash, createHmac } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { Secret } from './secret';

const bucket = new S3Client({});
const queue = new SQSClient({});
const linkSecret = Secret.of('LINK_SECRET');

/**
 * Writes a letter for each signup and hands it to the mailer. What fails comes again; what fails too often is in the
 * dead-letter queue.
 */
export const handler: SQSHandler = async event => {
  const results = await Promise.allSettled(event.Records.map(welcome));
  const failed = event.Records.filter((_, index) => results[index]!.status === 'rejected');
  results.forEach((result, index) => {
    if (result.status === 'rejected') {
      console.error('not welcomed', { messageId: event.Records[index]!.messageId, error: String(result.reason) });
    }
  });
  await Promise.all(failed.map(tryAgainSoon));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

async function welcome({ body }: SQSRecord): Promise<void> {
  const { email } = JSON.parse(body);
  if (typeof email !== 'string') throw new Error('A signup without an address.');
  const token = createHmac('sha256', await linkSecret.value())
    .update(email)
    .digest('base64url');
  // The same address gives the same key: a message that comes twice makes one letter.
  const key = `letters/${createHash('sha256').update(email).digest('hex')}.txt`;
  await bucket.send(
    new PutObjectCommand({
      Bucket: process.env.LETTERS_NAME,
      Key: key,
      ContentType: 'text/plain; charset=utf-8',
      Body:
        `Welcome, ${email}!\n\nTo leave: ` +
        `https://news.acme.com/leave?email=${encodeURIComponent(email)}&token=${token}\n`,
    }),
  );
  await queue.send(
    new SendMessageCommand({ QueueUrl: process.env.DELIVERIES_URL, MessageBody: JSON.stringify({ email, key }) }),
  );
}

/** After 1, 2, 4... seconds, instead of the whole visibility timeout. */
async function tryAgainSoon({ receiptHandle, attributes }: SQSRecord): Promise<void> {
  const tries = Number(attributes.ApproximateReceiveCount);
  await queue.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: process.env.SIGNUPS_URL,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 2 ** (tries - 1),
    }),
  );
}
