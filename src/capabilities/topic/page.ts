/** The page about topics, below `docs/`. */
export const PAGE = 'guides/topic.md';
