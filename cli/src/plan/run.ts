import { dirname } from 'node:path';
import type { CommonOptions } from '../command.js';
import { readStacks } from '../assembly/read.js';
import { WrongUseError } from '../errors.js';
import { findReference } from '../decisions/reference.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { type Finding, isFinding } from './change.js';
import { LIMITS, markdownOf, printPlan } from './print.js';
import { planOf } from './plan.js';

export interface PlanOptions extends CommonOptions {
  readonly from: string;
  readonly to?: string;
  readonly markdown?: boolean;
  readonly failOn?: Finding[];
}

export async function runPlan(
  { from, to, markdown, failOn = [], json }: PlanOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const [before, after] = [await readStacks(from, terminal), await readStacks(to, terminal)];
  const engines = new Set([...before, ...after].map(({ engine }) => engine));
  if (engines.size > 1) {
    throw new WrongUseError({
      what: 'One of the two is of AWS CDK, the other of Terraform.',
      where: `${from}, ${to ?? 'the assembly of this directory'}`,
      hint: 'Compare what one tool has written.',
      page: 'guides/day-2.md',
    });
  }
  const { cwd } = terminal.surroundings;
  const reference = findReference([cwd, ...after.map(({ location }) => dirname(location))]);
  const plans = await planOf(before, after, reference);
  if (json) terminal.printJson({ stacks: plans, notKnown: LIMITS, warnings: terminal.warnings });
  else if (markdown) terminal.print(markdownOf(plans));
  else printPlan(plans, terminal);
  const changes = plans.flatMap(plan => plan.changes);
  return failOn.some(finding => changes.some(change => isFinding(change, finding))) ? EXIT.FINDING : EXIT.FINE;
}
