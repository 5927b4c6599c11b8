import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DynamodbContributorInsights } from '@cdktf/provider-aws/lib/dynamodb-contributor-insights';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { tableAlarms } from './alarms';
import { indexArns, TableAttributes } from './attributes';
import { bindingTo, STREAM_IS_OFF } from './binding';
import { checkChoices, checkProps } from './check';
import { decide, TableDecisions } from './decisions';
import { KEY_USERS } from './policies';
import { ManagedTableProps, TableStream } from './props';
import { scaledCapacities } from './scaling';
import { schemaOf } from './schema';
import { renderContributorInsights } from './terraform/contributor-insights';
import { ExistingTable, ITable } from './terraform/existing';
import { renderScaling } from './terraform/scaling';
import { ignoresIndexes, isKept, renderTable } from './terraform/table';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { alarm } from '../../parts/alarm/terraform';
import { throughService } from '../../parts/data-key/policies';
import { dataKey } from '../../parts/data-key/terraform';
import { GoldenPath } from '../../path/golden-path';

export type { TableAttributes } from './attributes';
export type { ITable } from './terraform/existing';

/** Every resource of a table. */
export interface ManagedTableResources {
  /** The table, with its indexes. */
  readonly table: DynamodbTable;
  /** The key of its data, where a key of AWS is not enough. */
  readonly key?: KmsKey;
  /** Which keys are asked for: of the table, then of each index. */
  readonly contributorInsights: DynamodbContributorInsights[];
  /** The bounds of each capacity: of reads and writes of the table, then of each index. Empty on demand. */
  readonly scalingTargets: AppautoscalingTarget[];
  /** What moves each capacity, in the same order. */
  readonly scalingPolicies: AppautoscalingPolicy[];
  /** Reads or writes are turned away. */
  readonly throttleAlarm?: CloudwatchMetricAlarm;
  /** An index turns reads or writes away: an alarm for each index. */
  readonly indexThrottleAlarms: CloudwatchMetricAlarm[];
  /** DynamoDB fails by itself. */
  readonly systemErrorsAlarm?: CloudwatchMetricAlarm;
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
    return new ExistingTable(scope, id, { tableArn });
  }

  /** A table that was made elsewhere in the same account and region, by its name, for consumers to use. */
  public static fromTableName(scope: Construct, id: string, tableName: string): ITable {
    return new ExistingTable(scope, id, { tableName });
  }

  /** A table that was made elsewhere, with its stream, its key and its indexes, for consumers to use. */
  public static fromTableAttributes(scope: Construct, id: string, attributes: TableAttributes): ITable {
    return new ExistingTable(scope, id, attributes);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedTableResources;

  private readonly decided: TableDecisions;

  constructor(scope: Construct, id: string, props: ManagedTableProps) {
    super(scope, id, 'table');
    using _untraced = withoutTokenTraces();
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    checkChoices(decided, props, this.node.path);
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey
      ? dataKey(this, decided, `Data of ${this.node.path}.`, KEY_USERS, isKept(decided))
      : undefined;
    const table = renderTable(this, decided, schemaOf(props, decided), key);
    const contributorInsights = renderContributorInsights(this, table, decided);
    const scaled = scaledCapacities(decided).map(each => renderScaling(this, table, each, decided));
    const alarms = Object.entries(tableAlarms(this.node.path, decided, table.name)).map(
      ([slot, alarmProps]) => [slot, alarm(this, slot, alarmProps)] as const,
    );
    const { throttleAlarm, systemErrorsAlarm, ...ofIndexes } = Object.fromEntries(alarms) as {
      [slot: string]: CloudwatchMetricAlarm | undefined;
    };
    this.resources = {
      table,
      key,
      contributorInsights,
      scalingTargets: scaled.map(({ target }) => target),
      scalingPolicies: scaled.map(({ policy }) => policy),
      throttleAlarm,
      indexThrottleAlarms: Object.values(ofIndexes) as CloudwatchMetricAlarm[],
      systemErrorsAlarm,
    };
    if (ignoresIndexes(decided)) Annotations.of(this).addWarning(INDEXES_ARE_IGNORED);
  }

  /** The name of the table. */
  public get tableName(): string {
    return this.resources.table.name;
  }

  /** The ARN of the table. */
  public get tableArn(): string {
    return this.resources.table.arn;
  }

  /** The ARN of the stream of its changes, if there is one. */
  public get streamArn(): string | undefined {
    return this.decided.stream === TableStream.NONE ? undefined : this.resources.table.streamArn;
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { key } = this.resources;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        tableName: this.tableName,
        tableArn: this.tableArn,
        indexArns: indexArns(this.tableArn, this.decided.indexes),
        streamArn: this.streamArn,
        noStream: STREAM_IS_OFF,
        keyArn: key?.arn,
        keyConditions: key ? throughService('dynamodb', context(this).region) : {},
      },
      request,
    );
  }
}

/** What Terraform cannot do on a provisioned table: scaling changes a part of what it compares as a whole. */
const INDEXES_ARE_IGNORED =
  "Terraform ignores changes of this table's indexes, or each plan would set their capacity back to the minimum. " +
  "To change them, apply once with escape('table', Patch.property('lifecycle.ignore_changes', ['read_capacity', " +
  "'write_capacity']), ...), or use TableCapacity.onDemand().";
