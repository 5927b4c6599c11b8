// Reads from the Terraform provider's own bindings which arguments of each resource and data source are blocks, and
// which resources take tags, and writes it into reference/terraform-blocks.json. JSON does not tell a block from a map;
// HCL does.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Block } from '../src/terraform/blocks.js';

const LIBRARY = dirname(createRequire(import.meta.url).resolve('@cdktf/provider-aws/package.json'));

/** One argument in the generated code: its name, what converts its value, and whether it is a block. */
const ARGUMENT = /^\s+(\w+): \{\s+value: (.+),\s+isBlock: (true|false),/gm;
const CONVERSION = /^function (\w+ToHclTerraform)\(struct\) \{([\s\S]*?)^\}/gm;
const TYPE = /^\w+\.tfResourceType = "(\w+)";/m;
const ATTRIBUTES = /^    synthesizeHclAttributes\(\) \{([\s\S]*?)^    \}/m;

function blockOf(body: string, conversions: ReadonlyMap<string, string>): Block {
  const found = [...body.matchAll(ARGUMENT)].map(([, name, value, isBlock]) => ({ name, value, isBlock }));
  if (found.filter(({ isBlock }) => isBlock === 'true').length !== [...body.matchAll(/isBlock: true/g)].length)
    throw new Error(`A block was not understood:\n${body}`);
  return Object.fromEntries(
    found
      .filter(({ isBlock }) => isBlock === 'true')
      .map(({ name, value }): [string, Block] => {
        const conversion = /\w+ToHclTerraform/.exec(value!.replace(/cdktf\.\w+ToHclTerraform/g, ''))?.[0];
        return [name!, conversion === undefined ? {} : blockOf(conversions.get(conversion)!, conversions)];
      }),
  );
}

function withStatements({ rule, ...others }: Block): Block {
  return { ...others, rule: { ...rule, statement: { '*': {} } } };
}

/** The code of a type with its structs, which have files of their own where there are many. */
function structsOf(folder: string, code: string): string {
  const structs = join(LIBRARY, 'lib', folder, 'index-structs');
  if (!existsSync(structs)) return code;
  return [
    code,
    ...readdirSync(structs)
      .filter(name => name.endsWith('.js'))
      .map(name => readFileSync(join(structs, name), 'utf8')),
  ].join('\n');
}

/** The statements of rules hold statements to any depth; the bindings leave them open. */
const OPEN = ['aws_wafv2_web_acl', 'aws_wafv2_rule_group'];

const measured: { [type: string]: { blocks: Block; tags?: true } } = {};
for (const folder of readdirSync(join(LIBRARY, 'lib'))) {
  let code: string;
  try {
    code = readFileSync(join(LIBRARY, 'lib', folder, 'index.js'), 'utf8');
  } catch {
    continue;
  }
  const type = TYPE.exec(code)?.[1];
  const attributes = ATTRIBUTES.exec(code)?.[1];
  if (!type || !attributes) continue;
  const conversions = new Map(
    [...structsOf(folder, code).matchAll(CONVERSION)].map(([, name, body]) => [name!, body!]),
  );
  const key = folder.startsWith('data-') ? `data.${type}` : type;
  measured[key] = {
    blocks: OPEN.includes(key) ? withStatements(blockOf(attributes, conversions)) : blockOf(attributes, conversions),
    ...(/^\s+tags: \{/m.test(attributes) && !key.startsWith('data.') ? { tags: true } : {}),
  };
}
const sorted = Object.entries(measured).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  process.argv[2] ?? new URL('../reference/terraform-blocks.json', import.meta.url),
  `{\n${sorted.map(([type, known]) => `${JSON.stringify(type)}: ${JSON.stringify(known)}`).join(',\n')}\n}\n`,
);
console.log(`${sorted.length} types`);
