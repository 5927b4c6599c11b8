import { BucketDecisions } from './decisions';
import { KeyUsers } from '../../parts/data-key/policies';

/** Who may use the key of a bucket: who reads and writes objects, through S3; and the log of its emptying function. */
export function keyUsers({ onRemoval }: BucketDecisions): KeyUsers {
  return { services: ['s3'], logGroups: onRemoval === 'delete' ? '*' : undefined };
}

/** The tag without which a function empties no bucket. Whoever takes it away keeps the objects. */
export const EMPTIED_ON_REMOVAL = 'goldenpath:emptied-on-removal';

/** The permissions of a function that empties a bucket. */
export function emptyingStatements(bucketArn: string): object[] {
  return [
    { Effect: 'Allow', Action: ['s3:GetBucketTagging', 's3:ListBucketVersions'], Resource: bucketArn },
    { Effect: 'Allow', Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Resource: `${bucketArn}/*` },
  ];
}
