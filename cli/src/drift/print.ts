import { decisionLine, escapeLine } from '../status/texts.js';
import type { Terminal } from '../terminal.js';
import type { Difference, DriftedResource, StackDrift } from './model.js';

/** Prints what of a stack is not as it was deployed. */
export function printDrift(
  { stack, construct, deployed, compared, resources, problems }: StackDrift,
  terminal: Terminal,
) {
  const { bold, red, green } = terminal.colors;
  terminal.print(bold(`Stack ${construct ?? stack}`));
  if (!deployed) terminal.print('  is not deployed');
  else if (resources.length > 0) {
    const [are, they] = resources.length === 1 ? ['is', 'it was'] : ['are', 'they were'];
    terminal.print(`  ${red(`${resources.length} of ${compared} compared resources ${are} not as ${they} deployed`)}`);
  } else terminal.print(`  ${green(`is as it was deployed: ${compared} resources compared`)}`);
  for (const problem of problems) terminal.print(`  ${red(`could not be compared as a whole: ${problem}`)}`);
  resources.forEach(each => printResource(each, terminal));
  terminal.print();
}

function printResource(resource: DriftedResource, terminal: Terminal): void {
  const { logicalId, type, nestedStack, outcome, madeBy, differences } = resource;
  const { dim } = terminal.colors;
  const where = nestedStack ? ` in ${nestedStack}` : '';
  terminal.print(`  ${logicalId}${where} ${dim(`(${type})`)}${outcome === 'deleted' ? ' was deleted' : ''}`);
  if (madeBy) {
    const { construct, slot, owner } = madeBy;
    terminal.print(`    made by ${construct}, slot ${slot}${owner ? `; owner: ${owner}` : ''}`);
  }
  differences.forEach(each => printDifference(each, terminal));
}

function printDifference(
  { property, kind, expected, actual, decisions, escapes }: Difference,
  terminal: Terminal,
): void {
  const said =
    kind === 'ADD'
      ? `${actual} was added`
      : kind === 'REMOVE'
        ? `${expected} was removed`
        : `${actual}, and ${expected} was deployed`;
  terminal.print(`    ${property}: ${said}`);
  for (const escape of escapes) terminal.print(`      ${escapeLine(escape)}`);
  // What an escape wrote is not what was decided.
  if (escapes.length === 0) for (const each of decisions) terminal.print(`      ${decisionLine(each)}`);
}
