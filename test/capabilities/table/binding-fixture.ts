import { Stack } from 'aws-cdk-lib';
import { Access, Binding, Credentials } from '../../../src/binding/binding';
import { ITable } from '../../../src/capabilities/table/aws';

/** What a consumer gets of a table, as its template says it. */
export function bound(table: ITable, access?: Access): Binding {
  return Stack.of(table).resolve(
    table.bind({ access, credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Signup' }),
  );
}

export const READS = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
];
export const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:DescribeTable',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];
