/** The page about queues, below `docs/`. */
export const PAGE = 'guides/queue.md';
