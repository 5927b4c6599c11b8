export function capabilityModule(id: string): any { throw new Error(id); }
