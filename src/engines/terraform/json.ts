import { Fn } from 'cdktf';
import { isPlain } from '../../support/plain';

/**
 * A JSON document as an argument, with values that Terraform fills in.
 *
 * `Fn.jsonencode` alone does not escape quotes, backslashes and `%{` in literal texts, and Terraform would interpret
 * them.
 */
export function json(value: any): string {
  return Fn.jsonencode(quoted(value));
}

/** The characters that must be escaped in a literal text. */
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
