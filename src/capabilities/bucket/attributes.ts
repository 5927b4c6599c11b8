import { checkKeyArn } from '../../support/arn';
import { fits, isGiven, Refuse } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

/** A bucket that was made elsewhere, by its name or by its ARN: one of them is enough. */
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

/** Refuses attributes that cannot be right. A value that is known at deployment only passes. */
export function checkAttributes(attributes: BucketAttributes, refuse: Refuse): void {
  checkStruct('BucketAttributes', attributes, refuse, 'attributes');
  const { bucketName, bucketArn, keyArn } = attributes;
  if (!isGiven(bucketName) && !isGiven(bucketArn)) {
    refuse('Neither bucketName nor bucketArn is given.', 'Give one of them.');
  }
  if (isGiven(bucketName) && !fits(bucketName, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)) {
    refuse(`bucketName is '${bucketName}'.`, 'Give its name: 3 to 63 lower case letters, digits, dots and hyphens.');
  }
  if (isGiven(bucketArn) && !fits(bucketArn, /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]+$/)) {
    refuse(`bucketArn is '${bucketArn}'.`, 'Give the ARN of the bucket, arn:aws:s3:::name, and not of its objects.');
  }
  if (isKnown(bucketName) && isKnown(bucketArn) && nameIn(bucketArn) !== bucketName) {
    refuse(`bucketName is '${bucketName}', and bucketArn is '${bucketArn}'.`, 'Give one of them.');
  }
  if (isGiven(keyArn) && !fits(keyArn, /^arn:[^:]+:kms:[^:]+:[^:]+:key\/.+$/)) {
    refuse(`keyArn is '${keyArn}'.`, 'Give the ARN of the key, not of an alias.');
  }
  checkKeyArn('keyArn', keyArn, refuse);
}

/** The name in an ARN that is known. */
export function nameIn(bucketArn: string): string {
  return bucketArn.slice(bucketArn.lastIndexOf(':') + 1);
}

/** The region of a key, where that is known: its bucket is there as well. */
export function regionIn(keyArn: string | undefined): string | undefined {
  return isKnown(keyArn) ? keyArn.split(':')[3] : undefined;
}

function isKnown(value: string | undefined): value is string {
  return isGiven(value) && !isToken(value);
}
