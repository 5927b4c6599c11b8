import { PAGE } from './page';
import { accessIn } from '../../binding/access';
import {
  Access,
  Binding,
  BindingPermission,
  BindingRequest,
  environmentPrefixOf,
  EventSourceKind,
} from '../../binding/binding';
import { BindingError } from '../../support/errors';
import { Refuse, refusal } from '../../support/input';

/** The facts about a table, made here or elsewhere, that a consumer needs. */
export interface TableAddress {
  readonly id: string;
  readonly path: string;
  readonly tableName: string;
  readonly tableArn: string;
  /** The ARNs of its indexes, each by its name. */
  readonly indexArns: string[];
  /** The ARN of all its indexes, where nobody knows their names; resolves to nothing where there are none. */
  readonly anyIndexArn?: string;
  /** The stream, if there is one and it is known. */
  readonly streamArn?: string;
  /** The refusal of a consumer of the stream, where there is none. */
  readonly noStream: { readonly what: string; readonly hint: string };
  readonly keyArn?: string;
  /** The conditions under which a consumer may use the key. */
  readonly keyConditions: { readonly [operator: string]: any };
}

// The resources that each action can be limited to:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
/**
 * The document clients of .NET and Python ask for the keys of a table; a transaction checks the condition of an item
 * that it does not change.
 */
const OF_EVERYBODY = ['dynamodb:ConditionCheckItem', 'dynamodb:DescribeTable'];
const READ = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];
const WRITE = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const READ_INDEX = ['dynamodb:Query', 'dynamodb:Scan'];
/**
 * The actions that Lambda asks for. ListStreams knows no resource but `*`, which would list the streams of the whole
 * account. AWS's own example policies have it on the stream like the others, which is enough for an event source, and
 * tells nothing of other tables.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-read-stream-only.html
 */
const CONSUME = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];

/** Turns a request into the consumer's binding. Makes nothing, and changes nothing of the table. */
export function bindingTo(table: TableAddress, request: BindingRequest): Binding {
  const access = accessIn(request, Access.READ_WRITE, table.path);
  const refuse = refusal(`${request.consumer} uses ${table.path}`, PAGE, BindingError);
  return {
    capability: 'table',
    resource: table.path,
    access,
    environmentPrefix: environmentPrefixOf(table.id),
    environment: { NAME: table.tableName },
    permissions: [...permissionsFor(access, table, refuse), ...keyPermissions(table)],
    ports: [],
    ...(access === Access.CONSUME
      ? { events: { kind: EventSourceKind.STREAM, arn: table.streamArn!, name: table.tableName } }
      : {}),
  };
}

function permissionsFor(
  access: Access,
  { tableArn, indexArns, anyIndexArn, streamArn, noStream }: TableAddress,
  refuse: Refuse,
): BindingPermission[] {
  if (access === Access.PUBLISH) {
    return refuse(
      'A table has no messages to publish.',
      'Give Access.READ, Access.WRITE, Access.READ_WRITE, or Access.CONSUME for its stream.',
    );
  }
  if (access === Access.CONSUME) {
    if (streamArn === undefined) return refuse(noStream.what, noStream.hint);
    return [{ actions: CONSUME, resources: [streamArn] }];
  }
  const [reads, writes] = [access !== Access.WRITE, access !== Access.READ];
  const onTable = {
    actions: [...OF_EVERYBODY, ...(reads ? READ : []), ...(writes ? WRITE : [])].sort(),
    resources: reads && anyIndexArn ? [tableArn, anyIndexArn] : [tableArn],
  };
  // An index is written to by DynamoDB itself.
  return reads && indexArns.length > 0 ? [onTable, { actions: READ_INDEX, resources: indexArns }] : [onTable];
}

/** DynamoDB decrypts the key of the table for whoever reads or writes; all else it did when the table was made. */
function keyPermissions({ keyArn, keyConditions }: TableAddress): BindingPermission[] {
  return keyArn ? [{ actions: ['kms:Decrypt'], resources: [keyArn], conditions: keyConditions }] : [];
}

/** The refusal of a consumer of the stream, where the team wants none. */
export const STREAM_IS_OFF = {
  what: 'This table has no stream: its stream is TableStream.NONE.',
  hint: 'Leave stream out of its props, or give it another TableStream.',
};

/** The refusal of a consumer of the stream, where nobody has named it: of a table that was made elsewhere. */
export const STREAM_IS_UNKNOWN = {
  what: 'The stream of this table is not known.',
  hint: "Give its streamArn to fromTableAttributes: LatestStreamArn of 'aws dynamodb describe-table'. It must be on.",
};
