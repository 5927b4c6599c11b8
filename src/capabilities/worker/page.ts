/** The page about a worker's props, below `docs/`. */
export const PAGE = 'guides/worker.md';
