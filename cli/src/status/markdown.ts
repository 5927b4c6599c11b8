import { isFinding, type ExplainedFailure, type StackStatus } from './model.js';
import { countsOf, decisionLine, escapeLine, headline, time } from './texts.js';

/** What became of stacks as Markdown, for the summary of a workflow. */
export function markdownOf(statuses: readonly StackStatus[]): string {
  return statuses.flatMap(each => [...sectionOf(each), '']).join('\n');
}

function sectionOf(status: StackStatus): string[] {
  const { operation, failures, services, alarms, next } = status;
  const counts = operation && countsOf(operation);
  return [
    `### ${isFinding(status) ? '❌' : '✅'} ${plain(status.construct ?? status.stack)}`,
    '',
    `${plain(headline(status))}${counts ? `; resources: ${counts}` : ''}`,
    ...part(
      'What failed',
      failures.flatMap(failureLines),
      operation?.cancelled ? `${operation.cancelled} more were cancelled because of it.` : '',
    ),
    ...part(
      'What could not be taken back',
      (operation?.leftByRollback ?? []).map(
        ({ logicalId, type, reason }) => `- ${code(logicalId)} (${type}): ${plain(reason)}`,
      ),
    ),
    ...part(
      'Services',
      services.flatMap(({ name, running, desired, rollout, stopped, trouble }) => [
        `- ${code(name)}: ${running} of ${desired} tasks run; ${rollout}`,
        ...stopped.map(({ reason, times }) => `  - stopped ${times} times: ${plain(reason)}`),
        ...trouble.map(message => `  - ECS: ${plain(message)}`),
      ]),
    ),
    ...part(
      'Alarms',
      alarms.map(({ name, now, since, description, reason }) => {
        const state = now === 'ALARM' ? '**is in ALARM**' : `was in ALARM, now ${now}`;
        const more = [description, reason].filter(Boolean).map(plain).join(' ');
        return `- ${code(name)} ${state}${since ? ` (${time(since)})` : ''}: ${more}`;
      }),
    ),
    ...part(
      'Next',
      next.map((step, i) => `${i + 1}. ${plain(step)}`),
    ),
  ];
}

function failureLines({ logicalId, type, nestedStack, sentence, behind }: ExplainedFailure): string[] {
  const where = `${logicalId ? code(logicalId) : 'the stack itself'}${nestedStack ? ` in ${code(nestedStack)}` : ''}`;
  return [
    `- ${where} (${type}): ${plain(sentence)}`,
    ...(behind
      ? [`  - made by ${code(behind.construct)}, slot ${code(behind.slot)}; owner: ${plain(behind.owner ?? 'nobody')}`]
      : []),
    ...(behind?.escapes ?? []).map(escape => `  - ${plain(escapeLine(escape))}`),
    ...(behind?.decisions ?? []).map(decision => `  - ${plain(decisionLine(decision))}`),
  ];
}

function part(title: string, lines: readonly string[], more = ''): string[] {
  return lines.length === 0 ? [] : ['', `**${title}**`, '', ...lines, ...(more ? ['', more] : [])];
}

/** Text of AWS and of programs: a summary shows it, and renders nothing of it. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
