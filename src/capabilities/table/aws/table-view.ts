import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ResourcePolicyStatements } from '../../../engines/aws/resource-policy';

/** The table that a view shows. */
export interface ViewedTable {
  readonly table: dynamodb.CfnTable;
  readonly key?: kms.IKey;
  readonly hasStream: boolean;
  readonly hasIndexes: boolean;
}

/**
 * An `ITable` over an L1 table, so that grants of others land, those on its key included. An imported table would drop
 * what has to stand in the table's own policy, without an error.
 */
export class TableView extends dynamodb.TableBase {
  public readonly tableArn: string;
  public readonly tableName: string;
  public readonly tableStreamArn?: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly regions?: string[];
  public resourcePolicy?: iam.PolicyDocument;
  protected readonly hasIndex: boolean;
  private readonly statements: ResourcePolicyStatements;

  constructor(owner: CapabilityConstruct, id: string, { table, key, hasStream, hasIndexes }: ViewedTable) {
    super(owner, id);
    this.tableArn = table.attrArn;
    this.tableName = table.ref;
    this.tableStreamArn = hasStream ? table.attrStreamArn : undefined;
    this.encryptionKey = key;
    this.hasIndex = hasIndexes;
    this.statements = new ResourcePolicyStatements(
      owner,
      'table',
      () =>
        (table.resourcePolicy as dynamodb.CfnTable.ResourcePolicyProperty | undefined)?.policyDocument ?? {
          Version: '2012-10-17',
          Statement: [],
        },
      policyDocument => (table.resourcePolicy = { policyDocument }),
    );
  }

  /** For principals of other accounts, and for services: their statements cannot stand anywhere else. */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.statements.add(statement);
    return { statementAdded: true, policyDependable: this };
  }
}
