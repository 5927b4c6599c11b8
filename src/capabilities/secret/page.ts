/** The page about what is refused here. */
export const PAGE = 'guides/secret.md';
