import { Construct } from 'constructs';
import { indexArns, TableAttributes } from './attributes';
import { bindingTo, STREAM_IS_OFF } from './binding';
import { TableDecisions } from './decisions';
import { definition } from './definition';
import { ManagedTableProps, TableStream } from './props';
import { schemaOf } from './schema';
import { ExistingTable, ITable } from './terraform/existing';
import { renderResources } from './terraform/render';
import { ManagedTableResources } from './terraform/resources';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { keyIn } from '../../parts/data-key/terraform';

export type { TableAttributes } from './attributes';
export type { ITable } from './terraform/existing';
export type { ManagedTableResources } from './terraform/resources';

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

  private readonly choices: TableDecisions;

  constructor(scope: Construct, id: string, props: ManagedTableProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    const schema = schemaOf(props, planned.choices.indexProjection);
    this.resources = this._make(() => renderResources(this, planned.choices, schema));
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
    return this.choices.stream === TableStream.NONE ? undefined : this.resources.table.streamArn;
  }

  /** Gives a consumer its variables and permissions. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const keyArn = keyArnOf(this.choices, this.resources.key?.arn);
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        tableName: this.tableName,
        tableArn: this.tableArn,
        indexArns: indexArns(this.tableArn, this.choices.indexes),
        streamArn: this.streamArn,
        noStream: STREAM_IS_OFF,
        keyArn,
        keyConditions: keyArn ? throughService('dynamodb', context(this).region) : {},
      },
      request,
    );
  }
}
