/** An expression of Terraform's language, as it is written. */
export class Expression {
  constructor(readonly source: string) {}
}

/** What stands in `%{ }` in a text: `if`, `for`, and their ends. */
export class Directive extends Expression {}

/** A text, with the expressions in it. */
export class Template {
  constructor(readonly parts: ReadonlyArray<string | Expression>) {}
}

/** A call of a function whose arguments are understood: `jsonencode({...})`. */
export class Call {
  constructor(
    readonly name: string,
    readonly values: readonly Value[],
  ) {}
}

/** A value of a Terraform configuration. A map keeps its order. */
export type Value = null | boolean | number | Expression | Template | Call | Value[] | Map<string, Value>;
/** The arguments of a block, by name. */
export type Body = Map<string, Value>;

/** The text of a template without expressions; undefined for everything else. */
export function textOf(value: Value | undefined): string | undefined {
  if (!(value instanceof Template)) return undefined;
  return value.parts.every(part => typeof part === 'string') ? value.parts.join('') : undefined;
}

/** A copy of a value with each expression and each literal text replaced. */
export function mapped(
  value: Value,
  change: { readonly expression: (source: string) => string; readonly text: (text: string) => Template['parts'] },
): Value {
  const all = (each: Value): Value => mapped(each, change);
  if (value instanceof Expression) return new Expression(change.expression(value.source));
  if (value instanceof Call) return new Call(value.name, value.values.map(all));
  if (Array.isArray(value)) return value.map(all);
  if (value instanceof Map) return new Map([...value].map(([name, each]) => [name, all(each)]));
  if (!(value instanceof Template)) return value;
  return new Template(
    value.parts.flatMap(part => (typeof part === 'string' ? change.text(part) : [changed(part, change.expression)])),
  );
}

function changed(part: Expression, change: (source: string) => string): Expression {
  const source = change(part.source);
  return part instanceof Directive ? new Directive(source) : new Expression(source);
}
