import { Lazy, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkAttributes, indexArns, TableAttributes } from './attributes';
import { bindingTo, STREAM_IS_UNKNOWN } from './binding';
import { PAGE } from './page';
import { Binding, BindingRequest, IBindable } from '../../binding/binding';
import { throughService } from '../../parts/data-key/policies';
import { pathOf, refusal, said } from '../../support/input';

/** A table that consumers can use: a ManagedTable, or one that was made elsewhere. */
export interface ITable extends IBindable {
  /** The name of the table. */
  readonly tableName: string;
  /** The ARN of the table. */
  readonly tableArn: string;
  /** The ARN of the stream of its changes, if there is one. */
  readonly streamArn?: string;
  /** The table, for what others wrote: event sources, grants, metrics. */
  readonly table: dynamodb.ITable;
}

/** The facts that are known of an existing table, by its attributes or by its L2. */
interface Known {
  readonly table: dynamodb.ITable;
  readonly indexArns: string[];
  readonly anyIndexArn?: string;
  readonly keyArn?: string;
}

/** A table that was made elsewhere: by hand, in another app, by another tool, by an L2. */
export class ExistingTable extends Construct implements ITable {
  public readonly table: dynamodb.ITable;
  private readonly known: Known;

  constructor(scope: Construct, id: string, know: (self: Construct) => Known) {
    super(scope, id);
    this.known = know(this);
    this.table = this.known.table;
  }

  public get tableName(): string {
    return this.table.tableName;
  }

  public get tableArn(): string {
    return this.table.tableArn;
  }

  public get streamArn(): string | undefined {
    return this.table.tableStreamArn;
  }

  public bind(request: BindingRequest): Binding {
    const { tableName, tableArn, streamArn, known } = this;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        tableName,
        tableArn,
        indexArns: known.indexArns,
        anyIndexArn: known.anyIndexArn,
        streamArn,
        noStream: STREAM_IS_UNKNOWN,
        keyArn: known.keyArn,
        keyConditions: throughService('dynamodb', regionOf(this.table)),
      },
      request,
    );
  }
}

export function fromAttributes(scope: Construct, id: string, attributes: TableAttributes): ITable {
  checkAttributes(attributes, refusal(pathOf(scope, id), PAGE));
  return new ExistingTable(scope, id, self => {
    const { tableName, tableArn, streamArn, keyArn } = attributes;
    const globalIndexes = attributes.globalIndexes ?? [];
    const table = dynamodb.Table.fromTableAttributes(self, 'View', {
      tableName: tableName ?? undefined,
      tableArn: tableArn ?? undefined,
      tableStreamArn: streamArn ?? undefined,
      encryptionKey: keyArn ? kms.Key.fromKeyArn(self, 'Key', keyArn) : undefined,
      globalIndexes: [...globalIndexes],
    });
    return { table, indexArns: indexArns(table.tableArn, globalIndexes), keyArn: keyArn ?? undefined };
  });
}

export function fromL2(scope: Construct, id: string, table: dynamodb.ITable): ITable {
  if (typeof table?.tableArn !== 'string' || typeof table.grantReadData !== 'function') {
    refusal(pathOf(scope, id), PAGE)(
      `This is not a table of AWS CDK: ${said(table)}.`,
      'Give a Table, a TableV2, or what Table.fromTableArn gives.',
    );
  }
  // An L2 tells no names of its indexes, and may get some later.
  const anyIndexArn = Lazy.string({
    produce: () => ((table as any).hasIndex ? `${table.tableArn}/index/*` : undefined),
  });
  const keyArn = table.encryptionKey?.keyArn;
  return new ExistingTable(scope, id, () => ({ table, indexArns: [], anyIndexArn, keyArn }));
}

/** A key is used where its table is. */
function regionOf({ tableArn, env }: dynamodb.ITable): string {
  return Token.isUnresolved(tableArn) ? env.region : tableArn.split(':')[3];
}
