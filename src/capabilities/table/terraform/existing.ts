import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { Binding, BindingRequest, IBindable } from '../../../binding/binding';
import { context } from '../../../engines/terraform/context';
import { throughService } from '../../../parts/data-key/policies';
import { pathOf, refusal } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { checkAttributes, indexArns, TableAttributes } from '../attributes';
import { bindingTo, STREAM_IS_UNKNOWN } from '../binding';
import { PAGE } from '../page';

/** A table that consumers can use: a ManagedTable, or one that was made elsewhere. */
export interface ITable extends IBindable {
  /** The name of the table. */
  readonly tableName: string;
  /** The ARN of the table. */
  readonly tableArn: string;
  /** The ARN of the stream of its changes, if there is one. */
  readonly streamArn?: string;
}

/** A table that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingTable extends Construct implements ITable {
  public readonly tableName: string;
  public readonly tableArn: string;
  public readonly streamArn?: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: TableAttributes,
  ) {
    checkAttributes(attributes, refusal(pathOf(scope, id), PAGE));
    super(scope, id);
    const { tableName, tableArn, streamArn } = attributes;
    this.tableArn = tableArn ?? this.arnOf(tableName!);
    this.tableName = tableName ?? afterSlash(tableArn!);
    this.streamArn = streamArn ?? undefined;
  }

  public bind(request: BindingRequest): Binding {
    const { keyArn, globalIndexes } = this.attributes;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        tableName: this.tableName,
        tableArn: this.tableArn,
        indexArns: indexArns(this.tableArn, globalIndexes ?? []),
        streamArn: this.streamArn,
        noStream: STREAM_IS_UNKNOWN,
        keyArn: keyArn ?? undefined,
        // A key is used where its table is.
        keyConditions: keyArn ? throughService('dynamodb', regionIn(this.tableArn, this)) : {},
      },
      request,
    );
  }

  private arnOf(tableName: string): string {
    const { partition, region, account } = context(this);
    return `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`;
  }
}

function afterSlash(tableArn: string): string {
  return isToken(tableArn) ? Fn.element(Fn.split('/', tableArn), 1) : tableArn.split('/')[1];
}

function regionIn(tableArn: string, scope: Construct): string {
  return isToken(tableArn) ? context(scope).region : tableArn.split(':')[3];
}
