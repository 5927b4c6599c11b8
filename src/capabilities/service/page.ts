/** The page about a service's props, below `docs/`. */
export const PAGE = 'guides/service.md';
