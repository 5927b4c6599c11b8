// PlatformInsights as a platform team has it: deployed, with the rule of the guide, and with events from AWS and CI.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type EmbeddedAws, startEmbeddedAws } from './embedded-aws.ts';
import { ROOT, SYNTHESISED } from './run.ts';

export const GUIDE: string = readFileSync(join(ROOT, 'docs/guides/insights.md'), 'utf8');
/** The code blocks of the guide in a language. */
export const blocks = (language: string): string[] =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, block]) => block!);

const TEMPLATE = JSON.parse(readFileSync(join(SYNTHESISED, 'insights/Insights.template.json'), 'utf8'));

/** An event in the bucket. */
export interface Collected {
  readonly [field: string]: any;
}

export class DeployedInsights {
  static async start(): Promise<DeployedInsights> {
    const insights = new DeployedInsights(await startEmbeddedAws());
    await insights.deploy('Insights', TEMPLATE);
    return insights;
  }

  readonly #cloudFormation: CloudFormationClient = new CloudFormationClient({});
  readonly #s3: S3Client = new S3Client({ forcePathStyle: true });
  readonly busArn: string;

  private constructor(private readonly emulator: EmbeddedAws) {
    this.busArn = `arn:aws:events:${emulator.region}:000000000000:event-bus/goldenpath-insights`;
  }

  async stop(): Promise<void> {
    await this.emulator.stop();
  }

  async deploy(StackName: string, template: string | object): Promise<string> {
    const { StackId } = await this.#cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: typeof template === 'string' ? template : JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete({ client: this.#cloudFormation, maxWaitTime: 60, minDelay: 1 }, { StackName });
    return StackId!;
  }

  async destroy(StackName: string): Promise<void> {
    const { Stacks } = await this.#cloudFormation.send(new DescribeStacksCommand({ StackName }));
    await this.#cloudFormation.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(
      { client: this.#cloudFormation, maxWaitTime: 60, minDelay: 1 },
      { StackName: Stacks![0]!.StackId! },
    );
  }

  /** The name of the bucket. */
  async bucket(): Promise<string> {
    const LogicalResourceId = Object.keys(TEMPLATE.Resources).find(id => /^InsightsBucket[0-9A-F]{8}$/.test(id))!;
    const { StackResourceDetail } = await this.#cloudFormation.send(
      new DescribeStackResourceCommand({ StackName: 'Insights', LogicalResourceId }),
    );
    return StackResourceDetail!.PhysicalResourceId!;
  }

  /** Puts events on the bus as CI does, and returns the number of refused events. */
  async put(...events: ReadonlyArray<{ readonly type: string; readonly detail: object | string }>): Promise<number> {
    const { FailedEntryCount } = await this.call('events', 'AWSEvents.PutEvents', {
      Entries: events.map(({ type, detail }) => ({
        EventBusName: this.busArn,
        Source: 'ci',
        DetailType: type,
        Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
      })),
    });
    return FailedEntryCount;
  }

  /** Calls a service whose client is not installed here. */
  async call(service: string, target: string, input: object): Promise<any> {
    const authorization =
      `AWS4-HMAC-SHA256 Credential=test/20261201/${this.emulator.region}/${service}/aws4_request, ` +
      'SignedHeaders=host, Signature=0';
    const answer = await fetch(this.emulator.endpoint, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${target}: ${await answer.text()}`);
    return answer.json();
  }

  /** The SQL of a view, as Athena reads it from the catalog. */
  async view(Name: string): Promise<string> {
    const { Table } = await this.call('glue', 'AWSGlue.GetTable', { DatabaseName: 'goldenpath_insights', Name });
    return JSON.parse(
      Buffer.from(/^\/\* Presto View: (\S+) \*\/$/.exec(Table.ViewOriginalText)![1]!, 'base64').toString(),
    ).originalSql;
  }

  /** All delivered events, by object. */
  async delivered(): Promise<Array<{ readonly key: string; readonly events: Collected[] }>> {
    const Bucket = await this.bucket();
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket }));
    return Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
        return {
          key: Key!,
          events: gunzipSync(await Body!.transformToByteArray())
            .toString()
            .trimEnd()
            .split('\n')
            .map(line => JSON.parse(line)),
        };
      }),
    );
  }

  /** Waits until an event is in the bucket. */
  async arrival(what: string, is: (event: Collected) => boolean): Promise<void> {
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
      if ((await this.delivered()).some(({ events }) => events.some(is))) return;
    }
    throw new Error(`It does not come to the bucket: ${what}`);
  }
}
