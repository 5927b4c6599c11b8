import { Code, type Call, isCall, keyOf, literal } from './code.js';
import type { L1, Library } from './library.js';

/** A resource as it stands in a template. */
export interface Definition {
  readonly Type: string;
  readonly Properties?: { readonly [property: string]: unknown };
  readonly [attribute: string]: unknown;
}

/** The properties of a resource in the names of AWS CDK. */
export interface Written {
  /** Undefined where the class cannot give the same template: then the properties are those of CloudFormation. */
  readonly l1: L1 | undefined;
  readonly props: { readonly [name: string]: unknown };
  /** Properties that the class does not know. */
  readonly overrides: { readonly [property: string]: unknown };
  /** The names of its attributes in the class, by their names in CloudFormation without dots. */
  readonly attributes: ReadonlySet<string>;
}

/**
 * The properties of a resource in the names of its class, found by the class itself, and checked: what the class makes
 * of them is what the template says, in the same order.
 */
export function writtenBy(library: Library, definition: Definition): Written {
  const { Type, Properties = {} } = definition;
  const plain: Written = { l1: undefined, props: Properties, overrides: {}, attributes: new Set() };
  const l1 = library.classOf(Type);
  if (l1 === undefined) return plain;
  const stack = new library.cdk.Stack(new library.cdk.App({ analyticsReporting: false }), 'Stack');
  try {
    const parser = { parseValue: (value: unknown) => value, handleAttributes: () => undefined };
    const made = l1.constructor._fromCloudFormation(
      stack,
      'It',
      { Properties: marked(Properties, library) },
      { parser },
    );
    const [rendered] = Object.values<any>(stack.resolve(made._toCloudFormation()).Resources);
    if (JSON.stringify(rendered.Properties ?? {}) !== JSON.stringify(Properties)) return plain;
    const props = Object.fromEntries(Object.entries(made.cfnProperties).filter(([, value]) => value !== undefined));
    const attributes = new Set(namesOf(made).filter(name => /^attr[A-Z]/.test(name) && typeof made[name] === 'string'));
    return { l1, props, overrides: stack.resolve(made.rawOverrides?.Properties ?? {}), attributes };
  } catch {
    // The class refuses what the template says.
    return plain;
  }
}

/** The properties, with a token for each call: so that the class takes it wherever it takes a value. */
function marked(value: unknown, library: Library): unknown {
  if (isCall(value)) return new library.cdk.Intrinsic(value);
  if (Array.isArray(value)) return value.map(each => marked(each, library));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each, library)]));
}

/** The names of the fields and accessors of an object of a class. */
function namesOf(made: any): string[] {
  return [...Object.keys(made), ...Object.getOwnPropertyNames(Object.getPrototypeOf(made))];
}

/** Writes the props of a class: its tokens are calls of the template. */
export class Props {
  constructor(
    private readonly code: Code,
    private readonly library: Library,
  ) {}

  /** The props, with the reasons above the properties that carry them. */
  object(props: { readonly [name: string]: unknown }, reasonsOf: (name: string) => readonly string[]): string {
    const lines = Object.entries(props).flatMap(([name, value]) => [
      ...reasonsOf(name),
      `${keyOf(name)}: ${this.value(value)},`,
    ]);
    return `{\n${lines.join('\n')}\n}`;
  }

  private value(value: unknown): string {
    const { Token, Tokenization } = this.library.cdk;
    if (value instanceof Date) return `new Date(${literal(value.toISOString())})`;
    if (!Token.isUnresolved(value)) return this.structure(value);
    if (typeof value === 'string')
      return this.code.call(this.callOf(Tokenization.reverseString(value).firstToken), 'text');
    if (typeof value === 'number') return this.code.call(this.callOf(Tokenization.reverseNumber(value)), 'number');
    if (Array.isArray(value)) return this.code.call(this.callOf(Tokenization.reverseList(value)), 'list');
    return this.code.call(this.callOf(value), 'text');
  }

  private structure(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(each => this.value(each)).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return literal(value);
    return `{ ${Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${keyOf(key)}: ${this.value(each)}`)
      .join(', ')} }`;
  }

  private callOf(token: any): Call {
    return token.resolve(undefined);
  }
}
