// Uses the deployed newsletter as its users do, and looks at what came of it in the services' own APIs.
import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Sha256 } from '@aws-crypto/sha256-js';
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SignatureV4 } from '@smithy/signature-v4';
import { build } from 'esbuild';

const MAILER = fileURLToPath(new URL('mailer/main.ts', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../../.cache/mailer.mjs', import.meta.url));

/** The newsletter in a deployed stack. The SDK's clients take endpoint and credentials from the environment. */
export class Newsletter {
  /** @param {string} stackName */
  static async of(stackName) {
    const cloudformation = new CloudFormationClient({});
    const { Stacks: [stack] } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
    const url = stack.Outputs.find(({ OutputKey }) => OutputKey.startsWith('SignupUrl')).OutputValue;
    /** @type {Record<string, string>} */
    const physical = {};
    let NextToken;
    do {
      const page = await cloudformation.send(new ListStackResourcesCommand({ StackName: stackName, NextToken }));
      for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries) physical[LogicalResourceId] = PhysicalResourceId;
      NextToken = page.NextToken;
    } while (NextToken);
    return new Newsletter(url, physical);
  }

  /** @param {string} url @param {Record<string, string>} physical */
  constructor(url, physical) {
    this.url = url;
    this.physical = physical;
  }

  /** The physical name of a resource, by the beginning of its logical id, which ends in eight characters of CDK's. @param {string} start */
  named(start) {
    const ids = Object.keys(this.physical).filter(id => id.slice(0, -8) === start);
    if (ids.length !== 1) throw new Error(`There are ${ids.length} resources '${start}' in the stack: ${Object.keys(this.physical).join(', ')}`);
    return this.physical[ids[0]];
  }

  /** Signs up, as somebody with an AWS identity or as nobody. @param {unknown} body @param {{ signed: boolean }} options */
  async signUp(body, { signed }) {
    const { hostname, pathname } = new URL(this.url);
    const endpoint = new URL(process.env.AWS_ENDPOINT_URL);
    // An embedded AWS has one address for all APIs, and knows them apart by the host that is asked for.
    const host = hostname.endsWith('.amazonaws.com') ? `${hostname.split('.')[0]}.execute-api.localhost:${endpoint.port}` : `${hostname}:${endpoint.port}`;
    const text = JSON.stringify(body);
    const message = { method: 'POST', protocol: 'http:', hostname: host, path: pathname, headers: { host, 'content-type': 'application/json' }, body: text };
    const { headers } = signed ? await signer().sign(message) : message;
    return new Promise((resolve, reject) => {
      const call = request({ host: endpoint.hostname, port: endpoint.port, method: 'POST', path: pathname, headers }, answer => {
        let said = '';
        answer.setEncoding('utf8').on('data', part => said += part).on('end', () => resolve({ status: answer.statusCode, body: said }));
      });
      call.on('error', reject).end(text);
    });
  }

  /** What the table has of a subscriber. @param {string} email */
  async subscriber(email) {
    const { Item } = await new DynamoDBClient({}).send(new GetItemCommand({ TableName: this.named('Subscribers'), Key: { email: { S: email } } }));
    return Item;
  }

  /** The letter of welcome to a subscriber, once it is there. @param {string} email @param {number} seconds */
  async letter(email, seconds = 30) {
    const Key = `letters/${createHash('sha256').update(email).digest('hex')}.txt`;
    return until(`the letter to ${email}`, seconds, async () => {
      const object = await new S3Client({}).send(new GetObjectCommand({ Bucket: this.named('Letters'), Key })).catch(() => undefined);
      return object?.Body.transformToString();
    });
  }

  /** Whether a letter's link is signed with the secret as it is now. @param {string} letter @param {string} email */
  async isSignedWithSecret(letter, email) {
    const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: this.named('LinkSecret') }));
    return letter.includes(`token=${createHmac('sha256', SecretString).update(email).digest('base64url')}`);
  }

  /** Puts a message into the queue of signups that nobody can work. @param {string} body */
  async poison(body) {
    const { MessageId } = await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: this.named('Signups'), MessageBody: body }));
    return MessageId;
  }

  /** The message in the dead-letter queue, once it is there. @param {string} body @param {number} seconds */
  async deadLetter(body, seconds = 60) {
    const QueueUrl = this.named('SignupsDeadLetterQueue');
    return until('the dead letter', seconds, async () => {
      const { Messages = [] } = await new SQSClient({}).send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
      return Messages.find(({ Body }) => Body === body);
    });
  }

  /** How many messages wait for the mailer. */
  async deliveriesWaiting() {
    const { Attributes } = await new SQSClient({}).send(new GetQueueAttributesCommand({ QueueUrl: this.named('Deliveries'), AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }));
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  }

  /**
   * Runs the mailer on this machine, with exactly the variables that its task has, until a letter is delivered; then stops it as ECS would.
   * An embedded AWS without Docker runs no containers.
   * @param {string} email @param {number} seconds
   */
  async runMailer(email, seconds = 30) {
    const { taskDefinition } = await new ECSClient({}).send(new DescribeTaskDefinitionCommand({ taskDefinition: this.named('MailerTaskDefinition') }));
    const { environment } = taskDefinition.containerDefinitions.find(({ name }) => name === 'app');
    await build({
      entryPoints: [MAILER], outfile: BUNDLE, bundle: true, platform: 'node', format: 'esm', logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    // Of AWS it has what a task has: the region, and its role. The embedded one gives the role's credentials as ECS does.
    const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    const { AWS_ENDPOINT_URL, AWS_REGION } = process.env;
    const env = {
      ...Object.fromEntries([...ours, ...environment.map(({ name, value }) => [name, value])]),
      NODE_NO_WARNINGS: '1', AWS_ENDPOINT_URL, AWS_REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${AWS_ENDPOINT_URL}/_emulator/roles/${taskDefinition.taskRoleArn}`,
    };
    const mailer = spawn(process.execPath, [BUNDLE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    mailer.stdout.setEncoding('utf8').on('data', text => said += text);
    const ended = new Promise(resolve => mailer.once('exit', resolve));
    try {
      await until(`the delivery to ${email}`, seconds, async () => said.split('\n').some(line => line.includes('"delivered"') && line.includes(email)));
    } finally {
      mailer.kill('SIGTERM');
      await ended;
      rmSync(BUNDLE, { force: true });
    }
    return { lines: said.trim().split('\n').map(line => JSON.parse(line)), exitCode: mailer.exitCode };
  }
}

function signer() {
  const credentials = { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY };
  return new SignatureV4({ service: 'execute-api', region: process.env.AWS_REGION, credentials, sha256: Sha256 });
}

/** @template T @param {string} what @param {number} seconds @param {() => Promise<T | undefined>} look @returns {Promise<T>} */
async function until(what, seconds, look) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const found = await look();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(`After ${seconds} s there is still no sign of ${what}.`);
}
