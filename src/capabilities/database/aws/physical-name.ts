import { Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { identityPath } from '../../../binding/identity-path';
import { databaseIdentifier, LONGEST } from '../identifier';

/** The length of what is unique in the id of a security group, with the hyphen before it: `-0a1b2c3d4e5f67890`. */
const SUFFIX = 18;

/**
 * The identifier of a database in RDS: readable, and new whenever the database is. A protected database can outlive the
 * deployment that failed to make it; under the same name the next attempt would meet it. The id of a security group is
 * new in each attempt, and stays the same as long as the group stands: `checkSecurityGroup` sees to it that it does.
 */
export function physicalName(construct: IConstruct, securityGroup: ec2.CfnSecurityGroup): string {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  // A stack whose name is known at deployment only is told apart by its path.
  const deployment = Token.isUnresolved(stack.stackName) ? stack.node.path : stack.stackName;
  const readable = () =>
    databaseIdentifier(deployment, identityPath(construct).slice(stack.node.path.length), LONGEST - SUFFIX);
  return Fn.join('-', [
    Lazy.uncachedString({ produce: readable }),
    Fn.select(1, Fn.split('-', securityGroup.attrGroupId)),
  ]);
}

/** The faults of a security group that would be another one, so that its database would be another, empty one. */
export function checkSecurityGroup(securityGroup: ec2.CfnSecurityGroup, description: string): string[] {
  const { GroupDescription, GroupName } = {
    ...securityGroup.stack.resolve((securityGroup as any)._toCloudFormation()).Resources[
      securityGroup.stack.resolve(securityGroup.logicalId)
    ].Properties,
  };
  if (GroupDescription === description && GroupName === undefined) return [];
  return [
    'The description or the name of its security group was changed. EC2 makes another one then, and the database is ' +
      'named after it: it would be replaced by an empty one. Take the change back, or decide ' +
      'database.namedByStack = false before the database is made.',
  ];
}
