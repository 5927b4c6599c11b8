import { type Block, nestedBlocks } from './blocks.js';
import { NotUnderstoodError } from './reading.js';
import { type Body, Call, Directive, Expression, Template, textOf, type Value } from './values.js';

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
/** A list of short values stands in one line. */
const LINE = 90;
/** What Terraform itself reads, of a block that is in no other. */
const META = { first: ['count', 'for_each', 'provider'], last: ['depends_on', 'lifecycle'] };
const NO_META = { first: [], last: [] };
const LIFECYCLE: Block = { precondition: {}, postcondition: {} };

/** A block with its labels: `resource "aws_sqs_queue" "orders" { ... }`. Its layout is the formatter's. */
export function printBlock(keyword: string, labels: readonly string[], body: Body, blocks: Block = {}): string {
  const printed = printBody(body, blocks, META);
  return `${[keyword, ...labels.map(label => JSON.stringify(label))].join(' ')} {${printed && `\n${printed}\n`}}\n`;
}

function printBody(body: Body, blocks: Block, { first, last }: typeof META = NO_META): string {
  const names = [...body.keys()].filter(name => body.get(name) !== null && name !== '//');
  const unknown = names.find(name => ['dynamic', 'provisioner', 'connection'].includes(name));
  if (unknown) throw new NotUnderstoodError(`'${unknown}'`);
  const nested = (name: string) => nestedBlocks(blocks, name, hasObjects(body.get(name)!));
  const middle = names.filter(name => !first.includes(name) && !last.includes(name));
  const among = (wanted: readonly string[]) => wanted.filter(name => names.includes(name));
  const lines = [
    ...among(first).map(name => printAttribute(name, body.get(name)!)),
    ...middle.filter(name => !nested(name)).map(name => printAttribute(name, body.get(name)!)),
    ...middle.filter(nested).flatMap(name => printNested(name, body.get(name)!, nested(name)!)),
    ...among(last).flatMap(name => printMeta(name, body.get(name)!)),
  ];
  return lines.join('\n');
}

function hasObjects(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every(each => each instanceof Map) : value instanceof Map;
}

function printAttribute(name: string, value: Value): string {
  return `${name} = ${name === 'provider' ? bare(value) : printValue(value)}`;
}

function printMeta(name: string, value: Value): string[] {
  if (name === 'depends_on') return ['', `depends_on = ${bareList(value)}`];
  const body = new Map(value as Body);
  const lists = ['ignore_changes', 'replace_triggered_by'].filter(list => body.has(list));
  const printed = lists.map(list => `${list} = ${bareList(body.get(list)!)}`);
  lists.forEach(list => body.delete(list));
  return ['', `lifecycle {\n${[...printed, printBody(body, LIFECYCLE)].filter(Boolean).join('\n')}\n}`];
}

function printNested(name: string, value: Value, blocks: Block): string[] {
  const bodies = Array.isArray(value) ? value : [value];
  return bodies.flatMap(body => {
    if (!(body instanceof Map)) throw new NotUnderstoodError(`an expression in place of the block '${name}'`);
    return ['', `${name} {\n${printBody(body, blocks)}\n}`];
  });
}

/** What Terraform reads as a reference, although JSON has it as a text. */
function bare(value: Value): string {
  const text = value instanceof Expression ? value.source : textOf(value);
  if (text === undefined) throw new NotUnderstoodError('an expression in place of a reference');
  return text;
}

function bareList(value: Value): string {
  return Array.isArray(value) ? `[\n${value.map(each => `${bare(each)},\n`).join('')}]` : bare(value);
}

/** A value as an expression. */
export function printValue(value: Value): string {
  if (value instanceof Expression) return value.source;
  if (value instanceof Call) return `${value.name}(${value.values.map(printValue).join(', ')})`;
  if (value instanceof Template) return printTemplate(value);
  if (Array.isArray(value)) return printList(value);
  if (value instanceof Map) return printMap(value);
  return JSON.stringify(value);
}

function printTemplate({ parts }: Template): string {
  const printed = parts.map((part, i) =>
    typeof part === 'string' ? printText(part, parts[i + 1] instanceof Expression) : printPart(part),
  );
  return `"${printed.join('')}"`;
}

function printPart(part: Expression): string {
  return part instanceof Directive ? `%{${part.source}}` : `\${${part.source}}`;
}

/** A text between quotation marks. HCL has neither `\b` nor `\f`, and reads a `$` before an expression as an escape. */
function printText(text: string, isBeforeExpression: boolean): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\\\|\\b|\\f/g, found => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[found] ?? found)
    .replace(/[$%]\{/g, opening => `${opening[0]}${opening}`);
  return isBeforeExpression ? escaped.replace(/\$$/, '${"$"}') : escaped;
}

function printList(values: readonly Value[]): string {
  const printed = values.map(printValue);
  const line = `[${printed.join(', ')}]`;
  const isShort = line.length <= LINE && !line.includes('\n');
  return isShort ? line : `[\n${printed.map(each => `${each},\n`).join('')}]`;
}

function printMap(values: ReadonlyMap<string, Value>): string {
  if (values.size === 0) return '{}';
  const lines = [...values].map(
    ([name, value]) => `${IDENTIFIER.test(name) ? name : printTemplate(new Template([name]))} = ${printValue(value)}\n`,
  );
  return `{\n${lines.join('')}}`;
}
