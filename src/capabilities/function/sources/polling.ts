import { always } from '../../../path/decision';

/** How the function answers for a batch of messages or of changes. */
export function batchChoices() {
  return {
    partialBatchResponses: always(true).because(
      'What failed comes again, and not what was done. The function answers { batchItemFailures: [] } when all ' +
        'went well.',
    ),
  };
}

/** Filters as Lambda takes them: texts of JSON. */
export function patternsOf(filters: any[] | null | undefined): string[] {
  return (filters ?? []).map(filter => JSON.stringify(filter));
}
