import * as lambda from 'aws-cdk-lib/aws-lambda';
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
  ofKind: Partial<lambda.CfnEventSourceMappingProps>,
): Partial<SourceResources> {
  const slot = `${name}EventSource`;
  const mapping = owner._slot(
    slot,
    new lambda.CfnEventSourceMapping(owner, upperFirst(slot), {
      functionName: alias.ref,
      eventSourceArn: arn,
      functionResponseTypes: choices.partialBatchResponses ? ['ReportBatchItemFailures'] : undefined,
      filterCriteria: filters.length > 0 ? { filters: filters.map(pattern => ({ pattern })) } : undefined,
      ...ofKind,
    }),
  );
  return { eventSourceMappings: [mapping] };
}
