import { EMPTIED_ON_REMOVAL } from '../policies';

// Parts of longer lines: in the template they stand whole.
const TOO_MANY = 'there are more objects than can be deleted at once. Delete the stack again to go on';
const EVENT = 'RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties, PhysicalResourceId';
const PHYSICAL_ID = "RequestType === 'Delete' ? PhysicalResourceId : BucketName";
const ANSWER = `StackId, RequestId, LogicalResourceId, PhysicalResourceId: ${PHYSICAL_ID}, Status: 'SUCCESS'`;
const TIME_LEFT = '() => context.getRemainingTimeInMillis()';
const PUT = "{ method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify(answer) }";

/**
 * The function that empties a bucket before CloudFormation deletes it, as it runs on AWS: Node.js, CommonJS, and
 * nothing that its runtime does not have. It stands in the template, so that deploying a bucket needs no asset.
 *
 * CloudFormation calls it as well when its custom resource leaves the template and the bucket stays: in a stack that
 * becomes one of production. By then the bucket has lost its tag, and nothing is touched.
 */
export const EMPTYING_CODE = `const { S3 } = require('@aws-sdk/client-s3');
const s3 = new S3();

async function isToBeEmptied(Bucket) {
  try {
    const { TagSet } = await s3.getBucketTagging({ Bucket });
    return TagSet.some(({ Key, Value }) => Key === '${EMPTIED_ON_REMOVAL}' && Value === 'true');
  } catch (error) {
    if (error.name === 'NoSuchTagSet' || error.name === 'NoSuchBucket') return false;
    throw error;
  }
}

async function empty(Bucket, millisecondsLeft) {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    if (millisecondsLeft() < 20000) throw new Error('${TOO_MANY}');
    const { Errors = [] } = await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
    if (Errors.length > 0) throw new Error(Errors[0].Key + ': ' + Errors[0].Message);
  }
}

exports.handler = async (event, context) => {
  const { ${EVENT} } = event;
  const { BucketName } = ResourceProperties;
  const answer = { ${ANSWER} };
  try {
    if (RequestType === 'Delete' && await isToBeEmptied(BucketName)) await empty(BucketName, ${TIME_LEFT});
  } catch (error) {
    console.error(error);
    answer.Status = 'FAILED';
    answer.Reason = 'The bucket ' + BucketName + ' could not be emptied: ' + error.message;
  }
  const response = await fetch(ResponseURL, ${PUT});
  if (!response.ok) throw new Error('CloudFormation did not take the answer: ' + response.status);
};
`;
