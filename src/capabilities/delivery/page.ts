/** The page about deliveries, below `docs/`. */
export const PAGE = 'guides/delivery.md';
