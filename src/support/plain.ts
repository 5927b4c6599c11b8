/** Whether a value is an object literal: neither a list, nor a token, nor an instance of a class. */
export function isPlain(value: any): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
