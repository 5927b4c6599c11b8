import { PAGE } from './check';
import { fits, isObject, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** What is known of a bucket that was made elsewhere. One of its name and its ARN is enough. */
export interface BucketAttributes {
  /**
   * Its name.
   *
   * @default - the last part of the ARN
   */
  readonly bucketName?: string;
  /**
   * Its ARN.
   *
   * @default - made of the name
   */
  readonly bucketArn?: string;
  /**
   * The ARN of the customer-managed key that it encrypts with.
   *
   * @default - S3 encrypts with its own
   */
  readonly keyArn?: string;
}

/** Refuses what cannot be right. What is known at deployment only passes. */
export function checkAttributes(attributes: BucketAttributes, where: string): void {
  const refuse = refusal(where, PAGE);
  if (!isObject(attributes)) {
    refuse(`The attributes are ${said(attributes)}.`, 'Give an object with bucketName or bucketArn.');
  }
  const { bucketName, bucketArn, keyArn } = attributes;
  if (bucketName === undefined && bucketArn === undefined) {
    refuse('Neither bucketName nor bucketArn is given.', 'Give one of them.');
  }
  if (bucketName !== undefined && !fits(bucketName, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)) {
    refuse(`bucketName is '${bucketName}'.`, 'Give its name: 3 to 63 lower case letters, digits, dots and hyphens.');
  }
  if (bucketArn !== undefined && !fits(bucketArn, /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]+$/)) {
    refuse(`bucketArn is '${bucketArn}'.`, 'Give the ARN of the bucket, arn:aws:s3:::name, and not of its objects.');
  }
  if (
    bucketName !== undefined &&
    bucketArn !== undefined &&
    !isToken(bucketName) &&
    !isToken(bucketArn) &&
    nameIn(bucketArn) !== bucketName
  ) {
    refuse(`bucketName is '${bucketName}', and bucketArn is '${bucketArn}'.`, 'Give one of them.');
  }
  if (keyArn !== undefined && !fits(keyArn, /^arn:[^:]+:kms:[^:]+:[^:]+:key\/.+$/)) {
    refuse(`keyArn is '${keyArn}'.`, 'Give the ARN of the key, not of an alias.');
  }
}

/** The name in an ARN that is known. */
export function nameIn(bucketArn: string): string {
  return bucketArn.slice(bucketArn.lastIndexOf(':') + 1);
}

/** The region of a key: that of its bucket, and of nobody else's concern. */
export function regionIn(keyArn: string | undefined): string | undefined {
  return keyArn === undefined || isToken(keyArn) ? undefined : keyArn.split(':')[3];
}
