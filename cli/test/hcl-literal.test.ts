import assert from 'node:assert/strict';
import { test } from 'node:test';
import { structuredText } from '../src/assembly/hcl-literal.ts';

const cases: Array<[name: string, text: string, value: unknown]> = [
  ['JSON', '[{"a": 1}]', [{ a: 1 }]],
  [
    'a literal',
    '${jsonencode([{"name" = "app", "on" = true, "off" = null, "size" = 64, "less" = -1.5, ' +
      '"none" = [], "empty" = {}}])}',
    [{ name: 'app', on: true, off: null, size: 64, less: -1.5, none: [], empty: {} }],
  ],
  [
    'a reference',
    '${jsonencode({"group" = aws_cloudwatch_log_group.Logs_1.name})}',
    { group: { expression: 'aws_cloudwatch_log_group.Logs_1.name' } },
  ],
  [
    'a call with commas and brackets',
    '${jsonencode({"a" = join(",", [x.y[0], "b}"]), "c" = 1})}',
    { a: { expression: 'join(",", [x.y[0], "b}"])' }, c: 1 },
  ],
  ['an operator after a literal', '${jsonencode(["a" == b ? 1 : 2, 3])}', [{ expression: '"a" == b ? 1 : 2' }, 3]],
  [
    'a text with an interpolation',
    '${jsonencode({"arn" = "arn:${data.x.y}:${f("}")}"})}',
    { arn: 'arn:${data.x.y}:${f("}")}' },
  ],
  ['escaped marks', '${jsonencode(["say \\"hi\\" to $${HOME} and %%{if}"])}', ['say "hi" to ${HOME} and %{if}']],
  ['a bare key', '${jsonencode({a-b = 1})}', { 'a-b': 1 }],
  ['a plain text', 'hello', undefined],
  ['what is cut off', '${jsonencode([{"a" = })}', undefined],
  ['a text without an end', '${jsonencode(["a)}', undefined],
];

for (const [name, text, value] of cases) test(name, () => assert.deepEqual(structuredText(text), value));
