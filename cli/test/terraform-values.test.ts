import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bracketIndexes, namesOf, renamer, snakeCase } from '../src/terraform/names.ts';
import { printBlock, printValue } from '../src/terraform/printing.ts';
import { NotUnderstoodError, readValue } from '../src/terraform/reading.ts';
import { type Body, Expression, Template } from '../src/terraform/values.ts';

const cases: Array<[name: string, value: unknown, printed: string]> = [
  ['a text', 'a "b" \\ c\nd', '"a \\"b\\" \\\\ c\\nd"'],
  ['an expression alone', '${aws_sqs_queue.Q.arn}', 'aws_sqs_queue.Q.arn'],
  ['an expression in a text', 'x/${aws_sqs_queue.Q.arn}/y', '"x/${aws_sqs_queue.Q.arn}/y"'],
  ['what only looks like an expression', '$${a} and %%{b}', '"$${a} and %%{b}"'],
  ['a document', '${jsonencode({"a:b" = [1, true], "c" = x.y})}', 'jsonencode({\n"a:b" = [1, true]\nc = x.y\n})'],
  ['a text in an expression', '${jsonencode({"a" = "${x.y}:*"})}', 'jsonencode({\na = "${x.y}:*"\n})'],
  ['brackets in a text', '${f("}", ")")}', 'f("}", ")")'],
  ['an expression that begins like a literal', '${1 + x.y}', '1 + x.y'],
  ['a choice', '${a == "b" ? "c" : "d"}', 'a == "b" ? "c" : "d"'],
  ['every element', '${[for x in y : x]}', '[for x in y : x]'],
  ['a price before an expression', 'cost: $${x.y}$', '"cost: $${x.y}$"'],
  ['a dollar before an expression', '${"$"}${x.y}', '"${"$"}${x.y}"'],
  ['what HCL has no letter for', '\b\f\\b', '"\\u0008\\u000c\\\\b"'],
  [
    'a directive',
    '%{ if a.b > 1 ~}\nbig ${c}%{ else }s%{ endif }',
    '"%{ if a.b > 1 ~}\\nbig ${c}%{ else }s%{ endif }"',
  ],
  ['numbers and nothing', [1, -2.5, null, false], '[1, -2.5, null, false]'],
];
for (const [name, value, printed] of cases) {
  test(`${name} is written in HCL`, () => assert.equal(printValue(readValue(value)), printed));
}

test('blocks, references and what Terraform reads itself', () => {
  const body = readValue({
    depends_on: ['aws_vpc.V'],
    lifecycle: { ignore_changes: ['desired_count'], prevent_destroy: true },
    rule: [{ count: {} }, { name: 'b' }],
    count: 2,
    name: 'a',
  }) as Body;
  assert.equal(
    printBlock('resource', ['aws_x', 'a'], body, { rule: { count: {} } }),
    [
      'resource "aws_x" "a" {',
      'count = 2',
      'name = "a"',
      '',
      'rule {',
      '',
      'count {',
      '',
      '}',
      '}',
      '',
      'rule {',
      'name = "b"',
      '}',
      '',
      'depends_on = [',
      'aws_vpc.V,',
      ']',
      '',
      'lifecycle {',
      'ignore_changes = [',
      'desired_count,',
      ']',
      'prevent_destroy = true',
      '}',
      '}',
      '',
    ].join('\n'),
  );
});

test('an expression in place of a block stays in JSON', () => {
  const body = readValue({ rule: '${var.rules}' }) as Body;
  assert.throws(() => printBlock('resource', ['aws_x', 'a'], body, { rule: {} }), NotUnderstoodError);
});

const resource = (type: string, path: string, id: string) => ({
  mode: 'resource' as const,
  type,
  id,
  path: path.split('/'),
  body: new Map(),
});

test('names are readable, and differ', () => {
  assert.equal(snakeCase('OrdersDb_ClusterParameterGroup'), 'orders_db_cluster_parameter_group');
  assert.equal(snakeCase('HTTPApi2'), 'http_api2');
  const names = namesOf([
    resource('aws_x', 'Orders/Resource', 'Orders_1'),
    resource('aws_x', 'OrdersDb', 'OrdersDb_2'),
    resource('aws_x', 'Orders/Db', 'OrdersDb_3'),
    resource('aws_x', '2fa', 'a2fa_4'),
    resource('aws_x', '注文', 'X_5'),
  ]);
  assert.equal(names.get('aws_x.Orders_1'), 'orders');
  assert.equal(names.get('aws_x.a2fa_4'), 'r_2fa');
  assert.equal(new Set(names.values()).size, 5);
  for (const name of names.values()) assert.match(name, /^[a-z_][a-z\d_]*$/);
});

test('references are renamed, and nothing else', () => {
  const rename = renamer(
    new Map([
      ['aws_x.A', 'a'],
      ['data.aws_x.A', 'b'],
    ]),
  );
  assert.equal(
    rename('f(aws_x.A.arn, data.aws_x.A[0].id, aws_x.AB, my-aws_x.A)'),
    'f(aws_x.a.arn, data.aws_x.b[0].id, aws_x.AB, my-aws_x.A)',
  );
});

test('a dollar that a name leaves before an expression is no escape', () => {
  assert.equal(printValue(new Template(['$', new Expression('var.name'), '-x'])), '"${"$"}${var.name}-x"');
});

test('elements of lists stand in square brackets, and numbers and texts stay', () => {
  assert.equal(
    bracketIndexes('f(data.a.b.names.0, 1.5, "v1.2.3", x[0].y.10)'),
    'f(data.a.b.names[0], 1.5, "v1.2.3", x[0].y[10])',
  );
});
