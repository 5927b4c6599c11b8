import { DynamodbContributorInsights } from '@cdktf/provider-aws/lib/dynamodb-contributor-insights';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { upperFirst } from '../../../support/names';
import { TableDecisions } from '../decisions';
import { constantCase, indexSlot } from '../schema';

/**
 * Makes the Contributor Insights of the table, then of each index. On CloudFormation they are a part of the table.
 */
export function renderContributorInsights(
  owner: CapabilityConstruct,
  table: DynamodbTable,
  { contributorInsights: mode, indexes }: TableDecisions,
): DynamodbContributorInsights[] {
  if (mode === 'none') return [];
  return [undefined, ...indexes].map(index => {
    const slot = index === undefined ? 'contributorInsights' : indexSlot(index, 'contributorInsights');
    return owner._slot(
      slot,
      new DynamodbContributorInsights(owner, upperFirst(slot), {
        tableName: table.name,
        indexName: index,
        mode: constantCase(mode),
      }),
    );
  });
}
