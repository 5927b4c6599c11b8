/**
 * What people and CI read.
 */

/** Where a message is cut; --json has it whole. */
const LONGEST_MESSAGE = 200;

/** @param {import('./gate.mjs').Verdict} verdict */
export function printVerdict({ rows, findings, problems, passed, failed }) {
  const heading = ['checker', 'template', 'scanned', 'findings', 'acknowledged'];
  const lines = [
    heading,
    ...rows.map(row => [
      row.checker,
      row.template,
      `${row.scanned} ${row.unit}`,
      `${row.findings}`,
      `${row.acknowledged}`,
    ]),
  ];
  const widths = heading.map((_, column) => Math.max(...lines.map(line => line[column].length)));
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  if (findings.length) console.log();
  for (const { checker, rule, template, resource, constructPath, message, acknowledgement } of findings) {
    const where = [template, resource || '(template)', constructPath && `(${constructPath})`].filter(Boolean).join(' ');
    const shortened = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message;
    console.log(
      `${acknowledgement ? `acknowledged as ${acknowledgement}: ` : ''}${checker} ${rule} ${where} ${shortened}`,
    );
  }
  if (problems.length) console.log();
  for (const problem of problems) console.log(`problem: ${problem}`);
  console.log(`\nchecks: ${passed} passed, ${failed} failed`);
}
