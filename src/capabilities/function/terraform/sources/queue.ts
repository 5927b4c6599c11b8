import { renderMapping } from './mapping';
import { SourceResources, SourceTarget } from './target';
import { QueueSource } from '../../sources/queue';

/** Lets Lambda take messages out of a queue. What fails goes to the queue's own dead-letter queue. */
export function renderQueueSource(source: QueueSource, target: SourceTarget): Partial<SourceResources> {
  const { choices, fifo } = source;
  return renderMapping(source, target, {
    batchSize: choices.queueBatchSize,
    // A FIFO queue knows no window.
    maximumBatchingWindowInSeconds: fifo ? undefined : choices.queueBatchWindowSeconds,
    scalingConfig: { maximumConcurrency: choices.queueMaxConcurrency },
  });
}
