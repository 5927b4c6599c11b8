import { BucketSource } from './bucket';
import { QueueSource } from './queue';
import { ScheduleSource } from './schedule';
import { TableStreamSource } from './table-stream';
import { TopicSource } from './topic';

/**
 * Every kind of event source, by the word for it in the decision `eventSources`: its shape when it is rendered. For
 * each of them both engines must have a renderer.
 */
export interface SourceKinds {
  readonly queue: QueueSource;
  readonly stream: TableStreamSource;
  readonly bucket: BucketSource;
  readonly schedule: ScheduleSource;
  readonly topic: TopicSource;
}

export type SourceKind = keyof SourceKinds;

/** A source of one of these kinds; of any, where none is named. */
export type SourceOf<K extends SourceKind> = { [kind in K]: SourceKinds[kind] & { readonly kind: kind } }[K];

export type Source = SourceOf<SourceKind>;

/** The order in which they are rendered: first those that push, then those that Lambda polls, then schedules. */
const ORDER: { readonly [kind in SourceKind]: number } = { bucket: 1, queue: 2, stream: 2, schedule: 3, topic: 4 };

/** How an engine renders each kind. */
export type SourceRenderers<Target, Rendered> = {
  readonly [kind in SourceKind]: (source: SourceOf<kind>, target: Target) => Rendered;
};

/** Renders each source by the renderer of its kind. */
export function renderEach<Target, Rendered>(
  sources: readonly Source[],
  renderers: SourceRenderers<Target, Rendered>,
  target: Target,
): Rendered[] {
  const render = <K extends SourceKind>(source: SourceOf<K>) => renderers[source.kind](source, target);
  return [...sources].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]).map(source => render(source));
}
