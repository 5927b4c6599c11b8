import { UnreadableInputError, WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { markdownOf } from './markdown.js';
import { isFinding, NOT_DEPLOYED, type StackStatus } from './model.js';
import { printStatus } from './print.js';
import { statusOf, type Target } from './stack-status.js';
import { targetsOf, type Asked } from './targets.js';

const PAGE = 'guides/status.md';

/** The options of `status`. */
export interface StatusOptions extends Asked {
  readonly markdown?: boolean;
  readonly json: boolean;
}

export async function runStatus(options: StatusOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.json && options.markdown) {
    throw new WrongUseError({
      what: '--json and --markdown exclude each other.',
      where: 'goldenpath status',
      hint: 'Give one of them.',
      page: PAGE,
    });
  }
  const found: StackStatus[] = [];
  for (const target of await targetsOf(options, { command: 'status', page: PAGE }, terminal)) {
    terminal.progress(target.stack);
    found.push(await statusOrError(target));
  }
  terminal.progress('');
  if (options.json) terminal.printJson({ stacks: found, warnings: terminal.warnings });
  else if (options.markdown) terminal.print(markdownOf(found));
  else found.forEach(each => printStatus(each, terminal));
  return found.some(isFinding) ? EXIT.FINDING : EXIT.FINE;
}

async function statusOrError(target: Target): Promise<StackStatus> {
  let status: StackStatus;
  try {
    status = await statusOf(target);
  } catch (error) {
    throw unreadable(target.stack, (error as Error).message);
  }
  // Of a stack of the assembly it is worth saying that it is not there yet. Of a name alone it is a typing error.
  if (status.status === NOT_DEPLOYED && !target.synthesised) throw unreadable(target.stack, 'it does not exist');
  return status;
}

function unreadable(stack: string, why: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The stack cannot be read: ${why}`,
    where: stack,
    hint: 'Give its name, or the ARN of one that was deleted; AWS_PROFILE and AWS_REGION say where it is.',
    page: PAGE,
  });
}
