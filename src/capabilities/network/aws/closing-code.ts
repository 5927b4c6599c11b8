/**
 * The code of the function that closes a default security group: Node.js, CommonJS, and nothing that its runtime does
 * not have. It is part of the template, so that deploying a network needs no asset.
 *
 * It removes the rules that EC2 gives to a default security group. Each may be gone already. On deletion it does
 * nothing: the group stays closed as long as there is a VPC.
 */
export const CLOSING_CODE = `const { EC2 } = require('@aws-sdk/client-ec2');

async function close(GroupId, UserId) {
  const ec2 = new EC2();
  const ignoreMissing = error => {
    if (error.name !== 'InvalidPermission.NotFound') throw error;
  };
  const fromItself = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId }] }];
  const toEverywhere = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: fromItself }).catch(ignoreMissing);
  await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: toEverywhere }).catch(ignoreMissing);
}

exports.handler = async event => {
  const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = event;
  const { SecurityGroupId, OwnerId } = ResourceProperties;
  const answer = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: SecurityGroupId, Status: 'SUCCESS' };
  try {
    if (RequestType !== 'Delete') await close(SecurityGroupId, OwnerId);
  } catch (error) {
    console.error(error);
    answer.Status = 'FAILED';
    answer.Reason = 'The default security group ' + SecurityGroupId + ' could not be closed: ' + error.message;
  }
  const response = await fetch(ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, \
body: JSON.stringify(answer) });
  if (!response.ok) throw new Error('CloudFormation did not take the answer: ' + response.status);
};
`;
