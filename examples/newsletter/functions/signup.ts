import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';

const table = new DynamoDBClient({});
const queue = new SQSClient({});

/**
 * `POST { "email": "ada@example.com" }`: notes the subscriber, and asks for a letter of welcome. Asking twice does no
 * harm.
 */
export const handler: APIGatewayProxyHandlerV2 = async event => {
  const email = emailIn(event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body);
  if (!email) return { statusCode: 400, body: JSON.stringify({ error: 'Give { "email": "..." }.' }) };
  await table.send(
    new UpdateItemCommand({
      TableName: process.env.SUBSCRIBERS_NAME,
      Key: { email: { S: email } },
      UpdateExpression: 'SET signedUpAt = if_not_exists(signedUpAt, :now)',
      ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
    }),
  );
  await queue.send(
    new SendMessageCommand({ QueueUrl: process.env.SIGNUPS_URL, MessageBody: JSON.stringify({ email }) }),
  );
  return { statusCode: 202, body: JSON.stringify({ email }) };
};

function emailIn(body: string | undefined): string | undefined {
  try {
    const { email } = JSON.parse(body ?? '');
    return typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email) ? email.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
