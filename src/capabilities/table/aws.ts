import { Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { tableAlarms } from './alarms';
import { indexArns, TableAttributes } from './attributes';
import { renderScaling } from './aws/scaling';
import { renderTable } from './aws/table';
import { TableView } from './aws/table-view';
import { bindingTo, STREAM_IS_OFF } from './binding';
import { checkChoices, checkProps } from './check';
import { decide, TableDecisions } from './decisions';
import { fromAttributes, fromL2, ITable } from './existing';
import { KEY_USERS } from './policies';
import { ManagedTableProps, TableStream } from './props';
import { scaledCapacities } from './scaling';
import { schemaOf } from './schema';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { alarm } from '../../parts/alarm/aws';
import { dataKey } from '../../parts/data-key/aws';
import { keyView } from '../../parts/data-key/aws/key-view';
import { throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';

export type { TableAttributes } from './attributes';
export type { ITable } from './existing';

/** Every resource of a table, as its L1. */
export interface ManagedTableResources {
  /** The table, with its indexes. */
  readonly table: dynamodb.CfnTable;
  /**
   * The key of its data.
   *
   * @default - a key of AWS
   */
  readonly key?: kms.CfnKey;
  /** The bounds of each capacity: of reads and writes of the table, then of each index. Empty on demand. */
  readonly scalingTargets: scaling.CfnScalableTarget[];
  /** What moves each capacity, in the same order. */
  readonly scalingPolicies: scaling.CfnScalingPolicy[];
  /**
   * Reads or writes are turned away.
   *
   * @default - no alarm
   */
  readonly throttleAlarm?: cloudwatch.CfnAlarm;
  /** An index turns reads or writes away: an alarm for each index. */
  readonly indexThrottleAlarms: cloudwatch.CfnAlarm[];
  /**
   * DynamoDB fails by itself.
   *
   * @default - no alarm
   */
  readonly systemErrorsAlarm?: cloudwatch.CfnAlarm;
}

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

  private readonly decided: TableDecisions;
  private readonly views: { table?: dynamodb.ITable; key?: kms.IKey } = {};

  constructor(scope: Construct, id: string, props: ManagedTableProps) {
    super(scope, id, 'table');
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    checkChoices(decided, props, this.node.path);
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey ? dataKey(this, decided, `Data of ${this.node.path}.`, KEY_USERS) : undefined;
    const table = renderTable(this, decided, schemaOf(props, decided), key);
    const scaled = scaledCapacities(decided).map(each => renderScaling(this, table, each, decided));
    const alarms = Object.entries(tableAlarms(this.node.path, decided, table.ref)).map(
      ([slot, alarmProps]) => [slot, alarm(this, slot, alarmProps)] as const,
    );
    const { throttleAlarm, systemErrorsAlarm, ...ofIndexes } = Object.fromEntries(alarms) as {
      [slot: string]: cloudwatch.CfnAlarm | undefined;
    };
    this.resources = {
      table,
      key,
      scalingTargets: scaled.map(({ target }) => target),
      scalingPolicies: scaled.map(({ policy }) => policy),
      throttleAlarm,
      indexThrottleAlarms: Object.values(ofIndexes) as cloudwatch.CfnAlarm[],
      systemErrorsAlarm,
    };
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
    return this.decided.stream === TableStream.NONE ? undefined : this.resources.table.attrStreamArn;
  }

  /** The table, for what others wrote: event sources, grants, metrics. */
  public get table(): dynamodb.ITable {
    return (this.views.table ??= new TableView(this, 'TableView', {
      table: this.resources.table,
      key: this.key,
      hasStream: this.streamArn !== undefined,
      hasIndexes: this.decided.indexes.length > 0,
    }));
  }

  /** The key of its data, if it has one of its own. It is used through DynamoDB only. */
  public get key(): kms.IKey | undefined {
    return (this.views.key ??= this.resources.key && keyView(this, this, 'KeyView', this.resources.key));
  }

  /** Read units that were used, by default their sum in five minutes. */
  public metricConsumedReadCapacityUnits(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.table.metricConsumedReadCapacityUnits(props);
  }

  /** Write units that were used, by default their sum in five minutes. */
  public metricConsumedWriteCapacityUnits(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.table.metricConsumedWriteCapacityUnits(props);
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        tableName: this.tableName,
        tableArn: this.tableArn,
        indexArns: indexArns(this.tableArn, this.decided.indexes),
        streamArn: this.streamArn,
        noStream: STREAM_IS_OFF,
        keyArn: this.resources.key?.attrArn,
        keyConditions: throughService('dynamodb', Stack.of(this).region),
      },
      request,
    );
  }
}
