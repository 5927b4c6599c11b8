/** The page about what a platform team collects, below `docs/`: errors link to it. */
export const PAGE = 'guides/insights.md';
