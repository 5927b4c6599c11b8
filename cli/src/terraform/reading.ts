import { Call, Directive, Expression, Template, type Value } from './values.js';

/** A construction of Terraform's language that is not understood here. */
export class NotUnderstoodError extends Error {}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/**
 * Reads a value of a configuration in JSON. Terraform takes each text for a template there.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readValue(value: unknown): Value {
  return readWith(value, readText);
}

/** A value that Terraform takes as it stands, also in JSON: the default of a variable, a description. */
export function readLiteral(value: unknown): Value {
  return readWith(value, text => new Template([text]));
}

function readWith(value: unknown, read: (text: string) => Value): Value {
  if (typeof value === 'string') return read(value);
  if (Array.isArray(value)) return value.map(each => readWith(each, read));
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([name, each]) => [name, readWith(each, read)]));
  return value as null | boolean | number;
}

function readText(text: string): Value {
  const parts = partsOf(text);
  const [only] = parts;
  const isAlone = parts.length === 1 && only instanceof Expression && !(only instanceof Directive);
  return isAlone ? readExpression(only.source) : new Template(parts);
}

/** Reads an expression: literals as values, everything else as it is written. */
export function readExpression(source: string): Value {
  const reader = new Reader(source);
  try {
    const value = reader.value();
    if (reader.isAtEnd()) return value;
  } catch (error) {
    if (!(error instanceof NotUnderstoodError)) throw error;
  }
  return new Expression(source.trim());
}

/**
 * The parts of a template.
 *
 * @param escaped whether it stands between quotation marks, where a backslash escapes
 */
function partsOf(text: string, escaped = false): Array<string | Expression> {
  const parts: Array<string | Expression> = [];
  let literal = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      const end = endOf(text, at + 2);
      if (literal) parts.push(literal);
      literal = '';
      const source = text.slice(at + 2, end);
      parts.push(text[at] === '$' ? new Expression(source.trim()) : new Directive(source));
      at = end + 1;
    } else if (escaped && text[at] === '\\') {
      const [whole, unicode] = /^\\(?:u([\da-f]{4})|.)/i.exec(text.slice(at)) ?? [];
      const meant = unicode ? String.fromCharCode(parseInt(unicode, 16)) : ESCAPES[text[at + 1]!];
      if (!whole || meant === undefined) throw new NotUnderstoodError(`the escape ${text.slice(at, at + 2)}`);
      literal += meant;
      at += whole.length;
    } else literal += text[at++];
  }
  if (literal || parts.length === 0) parts.push(literal);
  return parts;
}

/** Where an expression ends: at the bracket, or at one of the characters, that does not belong to it. */
function endOf(text: string, from: number, ends = '}'): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (depth === 0 && ends.includes(character)) return at;
    if (character === '"') at = endOfQuoted(text, at);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  throw new NotUnderstoodError('an expression without an end');
}

/** The closing quotation mark of the text that begins here. */
function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
    else if (text.startsWith('$${', at) || text.startsWith('%%{', at)) at += 2;
    else if (text.startsWith('${', at) || text.startsWith('%{', at)) at = endOf(text, at + 2);
  }
  throw new NotUnderstoodError('a text without an end');
}

/** Reads objects, lists, texts, numbers, booleans, null, and `jsonencode` of them. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  isAtEnd(): boolean {
    return this.source.slice(this.at).trim() === '';
  }

  value(): Value {
    this.space();
    const start = this.at;
    const literal = this.literal();
    this.space();
    // A literal can be the start of an expression: `a == b ? c : d`, `"text" + x`.
    if (literal !== undefined && (this.isAtEnd() || ',])}'.includes(this.source[this.at]!))) return literal;
    this.at = start;
    const end = this.endOfItem();
    if (end === start) throw new NotUnderstoodError('nothing where a value should be');
    this.at = end;
    return new Expression(this.source.slice(start, end).trim());
  }

  private literal(): Value | undefined {
    const rest = this.source.slice(this.at);
    if (rest.startsWith('{')) return /^\{\s*for\s/.test(rest) ? undefined : this.object();
    if (rest.startsWith('[')) return /^\[\s*for\s/.test(rest) ? undefined : this.list();
    if (rest.startsWith('"')) return this.quoted();
    if (rest.startsWith('jsonencode(')) return this.encoded();
    const [word] = /^(true|false|null|-?\d+(\.\d+)?)(?![\w.])/.exec(rest) ?? [];
    if (word === undefined) return undefined;
    this.at += word.length;
    return JSON.parse(word);
  }

  private encoded(): Value {
    this.at += 'jsonencode('.length;
    const argument = this.value();
    this.take(')');
    return new Call('jsonencode', [argument]);
  }

  private object(): Map<string, Value> {
    const found = new Map<string, Value>();
    this.take('{');
    while (!this.took('}')) {
      const key = this.key();
      if (!this.took('=')) this.take(':');
      found.set(key, this.value());
      this.took(',');
    }
    return found;
  }

  private key(): string {
    this.space();
    if (this.source[this.at] === '"') {
      const { parts } = this.quoted();
      if (parts.every(part => typeof part === 'string')) return parts.join('');
      throw new NotUnderstoodError('a key with an expression');
    }
    const [word] = /^[A-Za-z_][\w-]*/.exec(this.source.slice(this.at)) ?? [];
    if (word === undefined) throw new NotUnderstoodError('no key');
    this.at += word.length;
    return word;
  }

  private list(): Value[] {
    const found: Value[] = [];
    this.take('[');
    while (!this.took(']')) {
      found.push(this.value());
      this.took(',');
    }
    return found;
  }

  private quoted(): Template {
    const end = endOfQuoted(this.source, this.at);
    const parts = partsOf(this.source.slice(this.at + 1, end), true);
    this.at = end + 1;
    return new Template(parts);
  }

  private endOfItem(): number {
    try {
      return endOf(this.source, this.at, ',)]}');
    } catch (error) {
      if (!(error instanceof NotUnderstoodError)) throw error;
      return this.source.length;
    }
  }

  private space(): void {
    while (/\s/.test(this.source[this.at] ?? '')) this.at++;
  }

  private took(character: string): boolean {
    this.space();
    if (this.source[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private take(character: string): void {
    if (!this.took(character)) throw new NotUnderstoodError(`'${character}' is missing`);
  }
}
