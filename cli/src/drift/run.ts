import { UnreadableInputError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { targetsOf, type Asked } from '../status/targets.js';
import type { Terminal } from '../terminal.js';
import { isFinding, type StackDrift } from './model.js';
import { printDrift } from './print.js';
import { driftOf } from './stack-drift.js';

const PAGE = 'guides/drift.md';

/** The options of `drift`. */
export interface DriftOptions extends Asked {
  readonly fail?: boolean;
  readonly json: boolean;
}

export async function runDrift(options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  const found: StackDrift[] = [];
  for (const target of await targetsOf(options, { command: 'drift', page: PAGE }, terminal)) {
    terminal.progress(target.stack);
    const drift = await driftOf(target).catch((error: Error) => {
      throw unreadable(target.stack, error.message);
    });
    // Of a stack of the assembly it is worth saying that it is not there yet. Of a name alone it is a typing error.
    if (!drift.deployed && !target.synthesised) throw unreadable(target.stack, 'it does not exist');
    found.push(drift);
  }
  terminal.progress('');
  if (options.json) terminal.printJson({ stacks: found, warnings: terminal.warnings });
  else found.forEach(each => printDrift(each, terminal));
  return options.fail && found.some(isFinding) ? EXIT.FINDING : EXIT.FINE;
}

function unreadable(stack: string, why: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The stack cannot be compared: ${why}`,
    where: stack,
    hint: 'Give its name; AWS_PROFILE and AWS_REGION say where it is. A stack that is being changed is compared later.',
    page: PAGE,
  });
}
