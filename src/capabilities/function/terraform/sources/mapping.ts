import {
  LambdaEventSourceMapping,
  LambdaEventSourceMappingConfig,
} from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { SourceResources, SourceTarget } from './target';
import { upperFirst } from '../../../../support/names';

/** A source that Lambda polls. */
export interface PolledSource {
  readonly name: string;
  readonly arn: string;
  readonly filters: string[];
  readonly choices: { readonly partialBatchResponses: boolean };
}

/** Lets Lambda poll a source. */
export function renderMapping(
  { name, arn, filters, choices }: PolledSource,
  { owner, alias }: SourceTarget,
  ofKind: Partial<LambdaEventSourceMappingConfig>,
): Partial<SourceResources> {
  const slot = `${name}EventSource`;
  const mapping = owner._slot(
    slot,
    new LambdaEventSourceMapping(owner, upperFirst(slot), {
      functionName: alias.arn,
      eventSourceArn: arn,
      functionResponseTypes: choices.partialBatchResponses ? ['ReportBatchItemFailures'] : undefined,
      filterCriteria: filters.length > 0 ? { filter: filters.map(pattern => ({ pattern })) } : undefined,
      ...ofKind,
      tags: owner._tags,
    }),
  );
  return { eventSourceMappings: [mapping] };
}
