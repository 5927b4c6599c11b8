import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { UnreadableInputError } from '../errors.js';

/** The number of parallel copies. Firehose writes small objects, many thousands in a year. */
const AT_ONCE = 16;
/** The results of Athena queries, in the same bucket as the events of PlatformInsights. They are not copied. */
const QUERY_RESULTS = /^query-results\//;

/** Copies the objects of `s3://bucket/prefix` into a directory. */
export async function download(address: string, directory: string, progress: (text: string) => void): Promise<void> {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(address) ?? [];
  const client = new S3Client({
    followRegionRedirects: true,
    forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined,
  });
  let copied = 0;
  const copy = async (Key: string, file: string) => {
    mkdirSync(dirname(file), { recursive: true });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    await pipeline(Body as Readable, createWriteStream(file));
    copied += 1;
    progress(`${address}: ${copied} files`);
  };
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      const wanted = Contents.flatMap(({ Key, Size }) => {
        if (!Key || Key.endsWith('/') || !Size || QUERY_RESULTS.test(Key)) return [];
        const file = normalize(join(directory, Key));
        // A key can be any text. It must not lead out of the directory.
        return file.startsWith(directory + sep) ? [{ Key, file }] : [];
      });
      const next = wanted.values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const { Key, file } of next) await copy(Key, file);
        }),
      );
    }
  } catch (error) {
    throw new UnreadableInputError({
      what: `${address} cannot be read: ${(error as Error).message}`,
      where: address,
      hint: 'Give credentials that may call s3:ListBucket and s3:GetObject, and check the name.',
      page: 'guides/report.md',
    });
  }
  if (copied === 0)
    throw new UnreadableInputError({
      what: 'There is nothing under this address.',
      where: address,
      hint: 'Check the bucket and the prefix.',
      page: 'guides/report.md',
    });
}
