import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { indexArns, TableAttributes } from './attributes';
import { renderResources } from './aws/render';
import { ManagedTableResources } from './aws/resources';
import { TableView } from './aws/table-view';
import { bindingTo, STREAM_IS_OFF } from './binding';
import { TableDecisions } from './decisions';
import { definition } from './definition';
import { fromAttributes, fromL2, ITable } from './existing';
import { ManagedTableProps, TableStream } from './props';
import { schemaOf } from './schema';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { keyIn } from '../../parts/data-key/aws';
import { keyOf } from '../../parts/data-key/aws/key-view';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { plan } from '../../path/plan';

export type { TableAttributes } from './attributes';
export type { ManagedTableResources } from './aws/resources';
export type { ITable } from './existing';

/**
 * A DynamoDB table: encrypted, protected, backed up, watched. On demand, unless a steady load makes provisioned
 * capacity cheaper.
 *
 * @example
 * const signups = new ManagedTable(stack, 'Signups', { partitionKey: TableKey.string('email') });
 * orders.uses(signups);
 */
export class ManagedTable extends CapabilityConstruct implements ITable {
  /** A table that was made elsewhere, by its ARN, for consumers to use. */
  public static fromTableArn(scope: Construct, id: string, tableArn: string): ITable {
    return fromAttributes(scope, id, { tableArn });
  }

  /** A table that was made elsewhere in the same account and region, by its name, for consumers to use. */
  public static fromTableName(scope: Construct, id: string, tableName: string): ITable {
    return fromAttributes(scope, id, { tableName });
  }

  /** A table that was made elsewhere, with its stream, its key and its indexes, for consumers to use. */
  public static fromTableAttributes(scope: Construct, id: string, attributes: TableAttributes): ITable {
    return fromAttributes(scope, id, attributes);
  }

  /** A table of AWS CDK, for consumers to use. */
  public static fromTable(scope: Construct, id: string, table: dynamodb.ITable): ITable {
    return fromL2(scope, id, table);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedTableResources;

  private readonly choices: TableDecisions;
  private readonly views: { table?: dynamodb.ITable; key?: kms.IKey } = {};

  constructor(scope: Construct, id: string, props: ManagedTableProps) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    const schema = schemaOf(props, planned.choices.indexProjection);
    this.resources = this._make(() => renderResources(this, planned.choices, schema));
  }

  /** The name of the table. */
  public get tableName(): string {
    return this.resources.table.ref;
  }

  /** The ARN of the table. */
  public get tableArn(): string {
    return this.resources.table.attrArn;
  }

  /** The ARN of the stream of its changes, if there is one. */
  public get streamArn(): string | undefined {
    return this.choices.stream === TableStream.NONE ? undefined : this.resources.table.attrStreamArn;
  }

  /** The table, for what others wrote: event sources, grants, metrics. */
  public get table(): dynamodb.ITable {
    return (this.views.table ??= new TableView(this, 'TableView', {
      table: this.resources.table,
      key: this.key,
      hasStream: this.streamArn !== undefined,
      hasIndexes: this.choices.indexes.length > 0,
    }));
  }

  /** The key of its data, if it has one of its own. It is used through DynamoDB only. */
  public get key(): kms.IKey | undefined {
    return (this.views.key ??= keyOf(this, this.choices, this.resources.key));
  }

  /** Any metric of the table by its name, in the namespace `AWS/DynamoDB`. By default the mean of five minutes. */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.table.metric(metricName, props);
  }

  /** Read units that were used, by default their sum in five minutes. */
  public metricConsumedReadCapacityUnits(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.table.metricConsumedReadCapacityUnits(props);
  }

  /** Write units that were used, by default their sum in five minutes. */
  public metricConsumedWriteCapacityUnits(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.table.metricConsumedWriteCapacityUnits(props);
  }

  /** Gives a consumer its variables and permissions. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        tableName: this.tableName,
        tableArn: this.tableArn,
        indexArns: indexArns(this.tableArn, this.choices.indexes),
        streamArn: this.streamArn,
        noStream: STREAM_IS_OFF,
        keyArn: this.keyArn,
        keyConditions: throughService('dynamodb', Stack.of(this).region),
      },
      request,
    );
  }

  private get keyArn(): string | undefined {
    return keyArnOf(this.choices, this.resources.key?.attrArn);
  }
}
