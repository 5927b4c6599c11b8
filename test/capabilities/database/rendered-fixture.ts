import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { databaseIn, stackOf } from './fixture';
import { ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { EnvironmentTier } from '../../../src/path/tier';

/** A database in a stack of its own, with its template. */
export function rendered(props: Partial<ManagedDatabaseProps> = {}, tier = EnvironmentTier.PRODUCTION) {
  const stack = stackOf(tier);
  const db = databaseIn(stack, props);
  return {
    db,
    template: Template.fromStack(stack),
    idOf: (resource: CfnResource) => stack.resolve(resource.logicalId) as string,
  };
}
