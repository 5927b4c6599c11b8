/** A workflow with one fault of each kind: a linter that does not find them has not looked. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {{ fault: string, linter: string, rule: string, line: RegExp }[]} */
export const FAULTS = [
  { fault: 'an action that is not pinned', linter: 'zizmor', rule: 'unpinned-uses', line: /checkout@v7/ },
  { fault: 'untrusted text in a shell', linter: 'zizmor', rule: 'template-injection', line: /event\.issue\.title/ },
  { fault: 'untrusted text in a shell', linter: 'actionlint', rule: 'expression', line: /event\.issue\.title/ },
  { fault: 'a static key as a variable', linter: 'static-keys', rule: 'static-key', line: /AWS_SECRET_ACCESS_KEY/ },
  { fault: 'a static key of an action', linter: 'static-keys', rule: 'static-key', line: /aws-access-key-id/ },
  { fault: 'a static key itself', linter: 'static-keys', rule: 'static-key', line: /AKIA/ },
];

const WORKFLOW = `name: Seeded
on: issues
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - run: echo "\${{ github.event.issue.title }}"
      - run: ./deploy.sh
        env:
          AWS_SECRET_ACCESS_KEY: \${{ secrets.KEY }}
      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c
        with:
          aws-region: eu-west-1
          aws-access-key-id: \${{ vars.KEY }}
      - run: echo AKIAIOSFODNN7EXAMPLE
`;

/** @param {string} folder a folder for its repository @returns {{ file: string, lines: string[] }} */
export function writeSeeded(folder) {
  const workflows = join(folder, '.github/workflows');
  mkdirSync(workflows, { recursive: true });
  mkdirSync(join(folder, '.git'), { recursive: true });
  const file = join(workflows, 'seeded.yml');
  writeFileSync(file, WORKFLOW);
  return { file, lines: WORKFLOW.split('\n') };
}
