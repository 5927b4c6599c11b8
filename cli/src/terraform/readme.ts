import type { Source } from './module.js';
import { snakeCase } from './names.js';
import { printValue } from './printing.js';
import type { Variable } from './variables.js';

/** The README of a module: how to call it, and what was decided in it, by whom and why. */
export function readme(
  { stack, manifest }: Source,
  variables: readonly Variable[],
  outputs: readonly string[],
): string {
  return `${[
    `# ${stack}`,
    manifest === null
      ? 'Terraform.'
      : `What the golden path decided for \`${stack}\` in ${manifest.tier}, edition ${manifest.edition}, ` +
        'as plain Terraform. Nothing of the golden path is needed any more: this module is yours.',
    '## Use',
    [
      '```hcl',
      `module "${snakeCase(stack)}" {`,
      `  source = "./modules/${snakeCase(stack)}"`,
      ...variables.filter(({ value }) => value === undefined).map(({ name, type }) => `  ${name} = ... # ${type}`),
      '}',
      '```',
    ].join('\n'),
    'The provider and the backend are those of the root module: [examples/complete](examples/complete/main.tf). A ' +
      'state that has the resources as the golden path wrote them takes ' +
      '[moved.tf](examples/complete/moved.tf) beside the call: then the plan changes nothing.',
    'Terraform 1.11 and up; OpenTofu 1.11 and up reads the same files.',
    '## Variables',
    table(
      ['variable', 'type', 'default', 'why'],
      variables.map(({ name, type, value, description }) => [
        `\`${name}\``,
        type,
        value === undefined ? 'required' : `\`${printValue(value).replaceAll('\n', ' ')}\``,
        description,
      ]),
    ),
    ...(outputs.length === 0 ? [] : ['## Outputs', outputs.map(name => `- \`${name}\``).join('\n')]),
    ...(manifest?.entries ?? []).flatMap(({ path, capability, owner, decisions, escapes }) => [
      `## ${path.split('/').slice(1).join('/')}`,
      `A ${capability}${owner === null ? '' : ` of ${owner}`}.`,
      table(
        ['decision', 'value', 'by', 'why'],
        decisions.map(({ name, value, decidedBy, because }) => [
          `\`${name.split('.')[1]}\``,
          value === null ? 'none' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``,
          decidedBy,
          because,
        ]),
      ),
      ...(escapes.length === 0
        ? []
        : [
            'Changed by an escape, whatever the table says:',
            table(
              ['slot', 'what', 'why'],
              escapes.map(({ slot, properties, reason }) => [
                `\`${slot}\``,
                properties.map(each => `\`${each}\``).join(', '),
                reason ?? 'no reason given',
              ]),
            ),
          ]),
    ]),
  ].join('\n\n')}\n`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
