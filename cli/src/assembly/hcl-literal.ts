/** A Terraform expression, whose value is known only at deployment. */
export interface Expression {
  readonly expression: string;
}

/**
 * Parses structured text of CDK for Terraform: JSON, or `${jsonencode(...)}` around a literal with references.
 * Returns undefined for other text.
 */
export function structuredText(text: string): unknown {
  const encoded = /^\$\{jsonencode\(([\s\S]*)\)\}$/.exec(text)?.[1];
  try {
    return encoded === undefined
      ? /^\s*[[{]/.test(text)
        ? JSON.parse(text)
        : undefined
      : new Literal(encoded).whole();
  } catch {
    return undefined;
  }
}

/**
 * A recursive descent parser for objects, lists, strings, numbers, booleans and null of HCL. Everything else stays an
 * expression.
 */
class Literal {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): unknown {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) throw new SyntaxError(`unexpected '${this.text.slice(this.at, this.at + 10)}'`);
    return value;
  }

  private value(): unknown {
    this.space();
    const start = this.at;
    const first = this.text[this.at];
    const value =
      first === '{' ? this.object() : first === '[' ? this.list() : first === '"' ? this.quoted() : this.bare();
    this.space();
    // A literal can be the start of an expression: `a == b ? c : d`, `"text" + x`.
    if (this.at < this.text.length && !/[,\]}]/.test(this.text[this.at]!)) {
      this.at = start;
      return this.expression();
    }
    return value;
  }

  private object(): unknown {
    const found: { [key: string]: unknown } = {};
    this.take('{');
    while (!this.took('}')) {
      this.space();
      const key = this.text[this.at] === '"' ? this.quoted() : this.word();
      this.space();
      if (!this.took('=')) this.take(':');
      found[String(key)] = this.value();
      this.took(',');
    }
    return found;
  }

  private list(): unknown {
    const found: unknown[] = [];
    this.take('[');
    while (!this.took(']')) {
      found.push(this.value());
      this.took(',');
    }
    return found;
  }

  private quoted(): string {
    const start = this.at++;
    while (this.text[this.at] !== '"') {
      if (this.at >= this.text.length) throw new SyntaxError('a text without an end');
      if (this.text.startsWith('${', this.at)) this.skipInterpolation();
      else this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    const raw = this.text.slice(start, ++this.at);
    return raw.includes('${') && !raw.includes('$${')
      ? raw.slice(1, -1)
      : JSON.parse(raw).replaceAll('$${', '${').replaceAll('%%{', '%{');
  }

  private skipInterpolation(): void {
    this.at += 2;
    for (let depth = 1; depth > 0;) {
      if (this.at >= this.text.length) throw new SyntaxError('an interpolation without an end');
      const character = this.text[this.at]!;
      if (character === '"') {
        this.quoted();
        continue;
      }
      if (character === '{') depth++;
      if (character === '}') depth--;
      this.at++;
    }
  }

  private bare(): unknown {
    const text = this.expression().expression;
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : { expression: text };
  }

  /** Reads an expression up to the comma or bracket that ends it. Nested brackets and strings are part of it. */
  private expression(): Expression {
    const start = this.at;
    for (let depth = 0; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === '"') {
        this.quoted();
        this.at--;
      } else if ('([{'.includes(character)) depth++;
      else if (depth === 0 && ',)]}'.includes(character)) break;
      else if (')]}'.includes(character)) depth--;
    }
    if (this.at === start) throw new SyntaxError('nothing where a value should be');
    return { expression: this.text.slice(start, this.at).trim() };
  }

  private word(): string {
    const [found] = /^[\w-]+/.exec(this.text.slice(this.at)) ?? [];
    if (!found) throw new SyntaxError('no key');
    this.at += found.length;
    return found;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private took(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private take(character: string): void {
    if (!this.took(character)) throw new SyntaxError(`'${character}' is missing`);
  }
}
