import type { Terminal } from '../terminal.js';
import type { ExplainedFailure, StackStatus } from './model.js';
import { countsOf, decisionLine, escapeLine, headline, time } from './texts.js';

/** Prints what became of a stack. */
export function printStatus(status: StackStatus, terminal: Terminal): void {
  const { bold, dim, red, green } = terminal.colors;
  const { operation, failures, services, alarms, next } = status;
  const paint = failures.length > 0 ? red : operation?.outcome === 'succeeded' ? green : bold;
  terminal.print(bold(`Stack ${status.construct ?? status.stack}`));
  terminal.print(`  ${paint(headline(status))}`);
  const counts = operation && countsOf(operation);
  if (counts) terminal.print(`  resources: ${counts}`);
  if (failures.length > 0) {
    terminal.print(`\n${bold('What failed')}`);
    failures.forEach(failure => printFailure(failure, terminal));
    if (operation!.cancelled > 0) terminal.print(dim(`  ${operation!.cancelled} more were cancelled because of it.`));
  }
  if (operation?.leftByRollback.length) {
    terminal.print(`\n${bold('What could not be taken back')}`);
    for (const { logicalId, type, reason } of operation.leftByRollback)
      terminal.print(`  ${logicalId} (${type}): ${reason}`);
  }
  if (services.length > 0) {
    terminal.print(`\n${bold('Services')}`);
    for (const { name, running, desired, rollout, rolloutReason, trouble, stopped } of services) {
      terminal.print(`  ${name}: ${running} of ${desired} tasks run; ${rollout} ${dim(rolloutReason)}`.trimEnd());
      for (const { reason, times } of stopped) terminal.print(`    stopped ${times} times: ${reason}`);
      for (const message of trouble) terminal.print(`    ECS: ${message}`);
    }
  }
  if (alarms.length > 0) {
    terminal.print(`\n${bold('Alarms')}`);
    for (const { name, now, since, description, reason } of alarms) {
      const state = now === 'ALARM' ? red('is in ALARM') : `was in ALARM, now ${now}`;
      terminal.print(`  ${name} ${state}${since ? `; ${time(since)}` : ''}`);
      for (const line of [description, reason].filter(Boolean)) terminal.print(`    ${line}`);
    }
  }
  if (next.length > 0) {
    terminal.print(`\n${bold('Next')}`);
    next.forEach((step, i) => terminal.print(`  ${i + 1}. ${step}`));
  }
  terminal.print();
}

function printFailure({ logicalId, type, nestedStack, sentence, behind }: ExplainedFailure, terminal: Terminal): void {
  const { dim } = terminal.colors;
  const where = [logicalId || 'the stack itself', nestedStack && `in ${nestedStack}`].filter(Boolean).join(' ');
  terminal.print(`  ${where} ${dim(`(${type})`)}: ${sentence}`);
  if (!behind) return;
  terminal.print(
    `    made by ${behind.construct}, slot ${behind.slot}${behind.owner ? `; owner: ${behind.owner}` : ''}`,
  );
  for (const escape of behind.escapes) terminal.print(`    ${escapeLine(escape)}`);
  for (const decision of behind.decisions) terminal.print(`    ${decisionLine(decision)}`);
}
