export function generateIndexes(_project: unknown) {}
