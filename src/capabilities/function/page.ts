/** The page about functions, below `docs/`: errors link to it. */
export const PAGE = 'guides/function.md';
