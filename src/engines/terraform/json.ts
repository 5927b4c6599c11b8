import { Fn } from 'cdktf';
import { isPlain } from '../../record/escape-hatch';

/**
 * A JSON document with values in it that Terraform fills in.
 *
 * `Fn.jsonencode` alone writes quotes, backslashes and `%{` of a literal text as they are, and Terraform takes them for
 * its own.
 */
export function json(value: any): string {
  return Fn.jsonencode(quoted(value));
}

/** What is not written as it is. */
const SPECIAL = /[\\"%\r\t]/;

function quoted(value: any): any {
  if (typeof value === 'string') {
    return !SPECIAL.test(value)
      ? value
      : value
          .replace(/\\/g, '\\\\')
          .replace(/"/g, '\\"')
          .replace(/%\{/g, '%%{')
          .replace(/\r/g, '\\r')
          .replace(/\t/g, '\\t');
  }
  if (Array.isArray(value)) return value.map(quoted);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [quoted(key), quoted(inner)]),
  );
}
