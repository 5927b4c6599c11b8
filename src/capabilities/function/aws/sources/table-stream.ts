import { renderMapping } from './mapping';
import { SourceResources, SourceTarget } from './target';
import { TableStreamSource } from '../../sources/table-stream';

/** Lets Lambda read the stream of a table. */
export function renderTableStreamSource(source: TableStreamSource, target: SourceTarget): Partial<SourceResources> {
  const { choices } = source;
  return renderMapping(source, target, {
    batchSize: choices.streamBatchSize,
    maximumBatchingWindowInSeconds: choices.streamBatchWindowSeconds,
    startingPosition: choices.streamStart === 'oldest' ? 'TRIM_HORIZON' : 'LATEST',
    maximumRetryAttempts: choices.streamRetries,
    bisectBatchOnFunctionError: choices.streamBisect,
    parallelizationFactor: choices.streamParallelism,
    destinationConfig: { onFailure: { destination: target.deadLetterQueue.attrArn } },
  });
}
