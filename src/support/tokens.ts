/**
 * Whether a value is known at deployment only: a text, a list or a number that AWS CDK or CDK for Terraform fills in.
 *
 * @internal
 */
export function isToken(value: any): boolean {
  if (Array.isArray(value)) return value.some(isToken);
  // Both engines write such a number as a very large negative one.
  if (typeof value === 'number') return value < -1e280;
  return typeof value === 'string' && /[$#]\{(Tf)?Token\[/.test(value);
}

/**
 * Whether a list as a whole is known at deployment only, its length as well: both engines write it as a list of one
 * such text.
 *
 * @internal
 */
export function isListToken(list: readonly string[]): boolean {
  return list.length === 1 && isToken(list) && list[0].startsWith('#');
}
