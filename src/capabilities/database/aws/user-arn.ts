import { ArnFormat, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The ARN of a database user, to whom IAM tokens are granted. */
export function userArn(scope: IConstruct, resourceId: string, userName: string): string {
  return Stack.of(scope).formatArn({
    service: 'rds-db',
    resource: 'dbuser',
    resourceName: `${resourceId}/${userName}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
