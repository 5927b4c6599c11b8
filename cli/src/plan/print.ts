import type { Terminal } from '../terminal.js';
import type { Change, Impact, StackPlan } from './change.js';
import { consequenceOf } from './consequences.js';
import { fold, type Folded } from './fold.js';

const SIGN: { readonly [impact in Impact]: string } = {
  removed: '-',
  replaced: '!',
  'may be replaced': '?',
  interrupted: '*',
  'in place': '~',
  added: '+',
};

/** What a plan of the CLI cannot know, said with each. */
export const LIMITS =
  'Not known from templates: what somebody changed by hand, quotas, whether a name is taken in the account, and the ' +
  'values of parameters and imports. Terraform: of arguments that do not identify a resource, terraform plan says ' +
  'whether they replace it.';

/** What becomes of a stack that an assembly no longer has. */
const GONE = 'It stays deployed as it is until somebody destroys it; nothing of it comes with a stack of another name.';

/** What one line of a plan says. */
interface Line {
  readonly sign: string;
  readonly subject: string;
  readonly note: string;
  readonly details: readonly string[];
}

function lineOf({ first, all, words }: Folded): Line {
  const { impact, isKept, path, slot, address, type, fate } = first;
  const subject =
    all.length > 1 && impact === 'in place' && first.movedFrom === undefined
      ? `${all.length} resources`
      : all.length > 1
        ? `${path ?? address}: ${all.length} resources`
        : `${path === undefined ? address : `${path}, ${slot}`} (${type})`;
  const kept = isKept && impact !== 'added' && impact !== 'in place' ? ', which keeps data or is known by a name' : '';
  return {
    sign: SIGN[impact],
    subject,
    note: [
      `${impact}${kept}`,
      consequenceOf(first),
      fate && impact !== 'added' ? `what was there is ${fate}` : undefined,
    ]
      .filter(each => each !== undefined)
      .join('; '),
    details: [...words, ...first.because.map(({ what, who, why }) => `because of ${what} (${who}): ${why}`)],
  };
}

/** How many of each impact. */
export function counts(changes: readonly Change[]): string {
  const each = new Map<Impact, number>();
  for (const { impact } of changes) each.set(impact, (each.get(impact) ?? 0) + 1);
  return [...each].map(([impact, count]) => `${count} ${impact}`).join(', ');
}

export function printPlan(plans: readonly StackPlan[], terminal: Terminal): void {
  const { bold, dim, red, green, yellow } = terminal.colors;
  const color = (sign: string) => (sign === '-' || sign === '!' ? red : sign === '+' ? green : yellow);
  for (const { name, state, changes } of plans) {
    if (state === 'not in the new assembly') {
      terminal.print(`${bold(`${name}: ${state}`)}  ${dim(GONE)}`);
      continue;
    }
    terminal.print(bold(`${name}: ${state}${changes.length > 0 ? `, ${counts(changes)}` : ''}`));
    for (const { sign, subject, note, details } of fold(changes).map(lineOf)) {
      terminal.print(`  ${color(sign)(sign)} ${subject}  ${dim(note)}`);
      for (const detail of details) terminal.print(dim(`      ${detail}`));
    }
  }
  terminal.print(dim(LIMITS));
}

/** The plan for the comment on a pull request. */
export function markdownOf(plans: readonly StackPlan[]): string {
  const lines = plans.flatMap(({ name, state, changes }) => [
    `### ${name}: ${state}`,
    '',
    ...(changes.length === 0
      ? state === 'not in the new assembly'
        ? [GONE, '']
        : []
      : [
          `${counts(changes)}.`,
          '',
          '| | what | becomes | |',
          '|---|---|---|---|',
          ...fold(changes)
            .map(lineOf)
            .map(
              ({ sign, subject, note, details }) =>
                `| \`${sign}\` | ${cell(subject)} | ${cell(note)} | ${details.map(cell).join('<br>')} |`,
            ),
          '',
        ]),
  ]);
  return [...lines, LIMITS, ''].join('\n');
}

function cell(text: string): string {
  return text.replace(/[\\|`<>*_[\]]/g, each => `\\${each}`).replace(/\s+/g, ' ');
}
