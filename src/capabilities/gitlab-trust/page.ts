/** The page about it, below `docs/`. */
export const PAGE = 'guides/identity.md';
