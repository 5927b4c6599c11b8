/** The page that errors of networks link to, below `docs/`. */
export const PAGE = 'guides/network.md';
