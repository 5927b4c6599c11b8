// The code of the scenario's function: prepared, so that bundling is not measured.
export const handler = async () => ({ batchItemFailures: [] });
