/** Whether a value is an object literal: neither a list, nor a token, nor a Map, nor an instance of a class. */
export function isPlain(value: any): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // By its depth and not by its identity: each realm of JavaScript has an Object of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value is JSON: a text, a number, a flag, null, a list or an object of them. It cannot hold itself. */
export function isJson(value: any, above: readonly any[] = []): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (above.includes(value) || !(Array.isArray(value) || isPlain(value))) return false;
  return Object.values(value).every(inner => inner === undefined || isJson(inner, [...above, value]));
}
