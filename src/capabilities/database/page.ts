/** The page that errors of databases link to, below `docs/`. */
export const PAGE = 'guides/database.md';
