import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { EMPTYING_CODE } from '../../../src/capabilities/bucket/aws/emptying-code';

/** As much of a bucket as the function sees. */
interface FakeBucket {
  readonly tags?: { Key: string; Value: string }[];
  readonly versions?: string[];
  readonly markers?: string[];
  /** Objects that somebody has locked. */
  readonly locked?: string[];
  /** The name of the error when the tags are read. */
  readonly error?: string;
}

const TAG = { Key: 'goldenpath:emptied-on-removal', Value: 'true' };
const PAGE = 2;

let server: Server;
let answers: { body: any; contentType?: string }[];
beforeEach(async () => {
  answers = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', () => {
      answers.push({ body: JSON.parse(body), contentType: request.headers['content-type'] });
      response.end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => server.close());

/** Runs the function's code against a bucket, and gives what is left of it. */
async function run(
  RequestType: string,
  { tags, versions = [], markers = [], locked = [], error }: FakeBucket,
  millisecondsLeft = 900_000,
) {
  let objects = [
    ...versions.map(Key => ({ Key, VersionId: '1', marker: false })),
    ...markers.map(Key => ({ Key, VersionId: '2', marker: true })),
  ];
  const calls: string[] = [];
  class S3 {
    async getBucketTagging() {
      calls.push('getBucketTagging');
      if (error || !tags) throw Object.assign(new Error('no tags'), { name: error ?? 'NoSuchTagSet' });
      return { TagSet: tags };
    }
    async listObjectVersions() {
      const page = objects.slice(0, PAGE);
      return page.length === 0
        ? {}
        : { Versions: page.filter(({ marker }) => !marker), DeleteMarkers: page.filter(({ marker }) => marker) };
    }
    async deleteObjects({ Delete }: any) {
      calls.push(`deleteObjects ${Delete.Objects.length}`);
      objects = objects.filter(
        ({ Key, VersionId }) =>
          locked.includes(Key) || !Delete.Objects.some((each: any) => each.Key === Key && each.VersionId === VersionId),
      );
      const kept = Delete.Objects.filter((each: any) => locked.includes(each.Key));
      return kept.length > 0
        ? { Errors: kept.map(({ Key }: any) => ({ Key, Message: 'object is WORM protected' })) }
        : {};
    }
  }
  const exported: any = {};
  const silent = { error: () => undefined };
  new Function('require', 'exports', 'console', EMPTYING_CODE)(
    (id: string) => (id === '@aws-sdk/client-s3' ? { S3 } : undefined),
    exported,
    silent,
  );
  await exported.handler(
    {
      RequestType,
      ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Emptied',
      PhysicalResourceId: RequestType === 'Create' ? undefined : 'before',
      ResourceProperties: { BucketName: 'invoices' },
    },
    { getRemainingTimeInMillis: () => millisecondsLeft },
  );
  return { calls, left: objects.map(({ Key }) => Key), answer: answers[0].body, contentType: answers[0].contentType };
}

test('all versions and markers go, page by page', async () => {
  const { left, calls, answer, contentType } = await run('Delete', {
    tags: [TAG],
    versions: ['a', 'b', 'c'],
    markers: ['a', 'd'],
  });
  expect(left).toEqual([]);
  expect(calls).toEqual(['getBucketTagging', 'deleteObjects 2', 'deleteObjects 2', 'deleteObjects 1']);
  expect(answer).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'before',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Emptied',
  });
  // The answer goes to a signed address, and a content type would not be part of what was signed.
  expect(contentType).toBe('');
});

test.each<[string, FakeBucket]>([
  [
    'that has lost its tag: its stack has become one of production',
    { tags: [{ Key: 'goldenpath:tier', Value: 'production' }] },
  ],
  ['whose tag says otherwise', { tags: [{ ...TAG, Value: 'false' }] }],
  ['without any tags', {}],
  ['that is gone', { error: 'NoSuchBucket' }],
])('a bucket %s is not touched', async (_, bucket) => {
  const { left, calls, answer } = await run('Delete', { ...bucket, versions: ['a'] });
  expect([left, calls, answer.Status]).toEqual([['a'], ['getBucketTagging'], 'SUCCESS']);
});

test.each(['Create', 'Update'])(
  '%s touches nothing, and names the bucket, so that a new one has the old one emptied',
  async type => {
    const { left, calls, answer } = await run(type, { tags: [TAG], versions: ['a'] });
    expect([left, calls, answer.PhysicalResourceId]).toEqual([['a'], [], 'invoices']);
  },
);

test.each<[string, FakeBucket, number, RegExp]>([
  ['an object is locked', { tags: [TAG], versions: ['a', 'b'], locked: ['b'] }, 900_000, /b: object is WORM protected/],
  ['its tags cannot be read', { error: 'AccessDenied' }, 900_000, /no tags/],
  ['time is running out', { tags: [TAG], versions: ['a'] }, 10_000, /Delete the stack again/],
])('the deletion fails at once, and says why, when %s', async (_, bucket, left, reason) => {
  const { answer } = await run('Delete', bucket, left);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
});

test('the code fits into a template', () => {
  expect(EMPTYING_CODE.length).toBeLessThan(4096);
});
