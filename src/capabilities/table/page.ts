/** The page that errors of tables link to, below `docs/`. */
export const PAGE = 'guides/table.md';
