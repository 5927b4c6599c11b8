import type { Library } from './library.js';

/** A call of CloudFormation in a template: `{ "Ref": "Orders" }`. */
export type Call = { readonly [name: string]: any };

/** The code of a reference to a resource that the code has made before; undefined for all others. */
export type Known = (logicalId: string, attribute?: string) => string | undefined;

/** How the property takes a value that is known at deployment only. */
export type Held = 'text' | 'number' | 'list';

const PSEUDO: { readonly [name: string]: string } = {
  'AWS::AccountId': 'ACCOUNT_ID',
  'AWS::NoValue': 'NO_VALUE',
  'AWS::NotificationARNs': 'NOTIFICATION_ARNS',
  'AWS::Partition': 'PARTITION',
  'AWS::Region': 'REGION',
  'AWS::StackId': 'STACK_ID',
  'AWS::StackName': 'STACK_NAME',
  'AWS::URLSuffix': 'URL_SUFFIX',
};

/** Whether a value of a template is a call, which the deployment evaluates. */
export function isCall(value: unknown): value is Call {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && name !== undefined && (name === 'Ref' || name === 'Condition' || /^Fn::/.test(name));
}

/** Writes the values of a template as TypeScript. */
export class Code {
  constructor(
    private readonly library: Library,
    private readonly known: Known,
  ) {}

  /** A plain value, with calls in it as texts. */
  value(value: unknown): string {
    if (isCall(value)) return this.call(value, 'text');
    if (Array.isArray(value)) return `[${value.map(each => this.value(each)).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return literal(value);
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${keyOf(key)}: ${this.value(each)}`)
      .join(', ')} }`;
  }

  call(call: Call, held: Held): string {
    if (held === 'number') return `cdk.Token.asNumber(${this.raw(call)})`;
    return held === 'list' ? this.list(call) : this.text(call);
  }

  private text(call: Call): string {
    const { Ref: id, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::ImportValue': imported } = call;
    const select = call['Fn::Select'];
    if (typeof id === 'string') return this.reference(id);
    if (isPair(attribute)) return this.known(...attribute) ?? `cdk.Fn.getAtt(${quoted(attribute)}).toString()`;
    if (Array.isArray(join) && join[0] === '' && Array.isArray(join[1])) return this.template(join[1]);
    if (Array.isArray(join) && Array.isArray(join[1]))
      return `cdk.Fn.join(${literal(join[0])}, [${join[1].map(each => this.value(each)).join(', ')}])`;
    if (typeof imported === 'string') return `cdk.Fn.importValue(${literal(imported)})`;
    if (Array.isArray(select) && typeof select[0] === 'number' && isCall(select[1]))
      return `cdk.Fn.select(${select[0]}, ${this.list(select[1])})`;
    return `cdk.Token.asString(${this.raw(call)})`;
  }

  private list(call: Call): string {
    const { 'Fn::Split': split, 'Fn::GetAZs': zones } = call;
    if (Array.isArray(split)) return `cdk.Fn.split(${literal(split[0])}, ${this.value(split[1])})`;
    if (zones === '') return 'cdk.Fn.getAzs()';
    return `cdk.Token.asList(${this.raw(call)})`;
  }

  /** A call as it stands in the template, whose arguments may have calls in them. */
  private raw(call: Call): string {
    const [[name, value]] = Object.entries(call) as [[string, unknown]];
    return `{ ${keyOf(name)}: ${name === 'Ref' || name === 'Fn::GetAtt' ? JSON.stringify(value) : this.value(value)} }`;
  }

  private reference(id: string): string {
    const pseudo = PSEUDO[id];
    if (pseudo !== undefined && typeof this.library.cdk.Aws[pseudo] === 'string') return `cdk.Aws.${pseudo}`;
    return this.known(id) ?? `cdk.Fn.ref(${literal(id)})`;
  }

  private template(parts: readonly unknown[]): string {
    const written = parts.map(part =>
      typeof part === 'string'
        ? JSON.stringify(part)
            .slice(1, -1)
            .replace(/\\"/g, '"')
            .replace(/`|\$\{/g, '\\$&')
        : `\${${this.value(part)}}`,
    );
    return `\`${written.join('')}\``;
  }
}

export function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key);
}

export function literal(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every(each => typeof each === 'string');
}

function quoted(texts: readonly string[]): string {
  return texts.map(literal).join(', ');
}
