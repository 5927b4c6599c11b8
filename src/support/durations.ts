/** @internal */
export const SECONDS_PER_HOUR = 3600;
/** @internal */
export const SECONDS_PER_DAY = 86_400;
/** @internal */
export const MILLISECONDS_PER_DAY = 86_400_000;
