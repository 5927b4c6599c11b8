import { BucketDecisions } from './decisions';
import { KeyUsers } from '../../parts/data-key/policies';

/** Who may use the key of a bucket: who reads and writes objects, through S3; and the log of what empties it. */
export function keyUsers({ onRemoval }: BucketDecisions): KeyUsers {
  return { services: ['s3'], logGroups: onRemoval === 'delete' ? '*' : undefined };
}

/** What a function looks for on a bucket before it empties it. Whoever takes it away keeps the objects. */
export const EMPTIED_ON_REMOVAL = 'goldenpath:emptied-on-removal';

/** What a function that empties a bucket may do with it. */
export function emptyingStatements(bucketArn: string): object[] {
  return [
    { Effect: 'Allow', Action: ['s3:GetBucketTagging', 's3:ListBucketVersions'], Resource: bucketArn },
    { Effect: 'Allow', Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Resource: `${bucketArn}/*` },
  ];
}
