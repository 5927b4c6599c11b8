import { Fn, Token, Tokenization } from 'cdktf';
import { isPlain } from '../../support/plain';

/**
 * A JSON document as an argument, with values that Terraform fills in.
 *
 * `Fn.jsonencode` alone does not escape quotes, backslashes and `%{` in literal texts, and Terraform would interpret
 * them. And it writes a value by the type that Terraform knows of it, not by ours: what is a text here stays one.
 */
export function json(value: any): string {
  return Fn.jsonencode(quoted(value));
}

/**
 * A text in a JSON document, of a value that may have any type: AWS refuses a port as a number where it reads a text.
 */
export function asText(value: string): string {
  const text = withNumbersFilledIn(value);
  return soleToken(text) ? Fn.tostring(text) : text;
}

/** The characters that must be escaped in a literal text. */
const SPECIAL = /[\\"%\r\t]/;

function quoted(value: any): any {
  if (typeof value === 'string') {
    const text = withNumbersFilledIn(value);
    const token = soleToken(text);
    if (token && mayBeNumber(token)) return Fn.tostring(text);
    return !SPECIAL.test(text)
      ? text
      : text
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

/** The form in which a number that Terraform fills in stands in a text: `${db.port}` in TypeScript. */
const NUMBER = /-\d(?:\.\d+)?e\+2\d\d/g;

/** In a document cdktf would write the address of the number in its place. */
function withNumbersFilledIn(text: string): string {
  return text.replace(NUMBER, number => (Token.isUnresolved(Number(number)) ? Token.asString(Number(number)) : number));
}

/** The token that a text consists of, if it is one alone. Within a longer text Terraform makes a text of it. */
function soleToken(text: string): any {
  if (!text.startsWith('${')) return undefined;
  const { length, firstToken } = Tokenization.reverseString(text);
  return length === 1 ? firstToken : undefined;
}

/** A number that was made a text, and what a team declares itself: attributes that are read as texts are texts. */
function mayBeNumber({ value, identifier }: any): boolean {
  return typeof value === 'number' || /^(var|local|module)\./.test(identifier);
}
