import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonCheckers } from '../python.mjs';
import { asWritten, staged } from '../staging.mjs';
import { finding, suppressions } from '../templates.mjs';

/**
 * W3005 (a DependsOn that a reference makes needless): CDK writes both.
 */
const IGNORED = ['I', 'W3005'];

/** cfn-lint reports only faults, so a template with a known one tells a clean run from none. */
const CANARY = {
  name: 'canary.template.json',
  fault: 'E3002',
  content: { Resources: { Canary: { Type: 'AWS::S3::Bucket', Properties: { Nonsense: true } } } },
};

/** @type {import('../templates.mjs').Checker} */
export const cfnLint = {
  name: 'cfn-lint',
  unit: 'resources',
  check: templates =>
    staged(templates, asWritten, async staging => {
      writeFileSync(join(staging.directory, CANARY.name), JSON.stringify(CANARY.content));
      const args = ['-i', ...IGNORED, '-f', 'json', '-r', 'eu-west-1', '--', ...staging.files, CANARY.name];
      /** @type {any[]} */
      const matches = await staging.json(pythonCheckers().cfnLint, args);
      if (!matches.some(match => match.Filename === CANARY.name && match.Rule.Id === CANARY.fault)) {
        throw new Error(`cfn-lint did not find ${CANARY.fault} in the template that has it.`);
      }
      const findings = matches
        .filter(match => match.Filename !== CANARY.name)
        .map(match => {
          const [section, id] = match.Location.Path ?? [];
          return finding(
            'cfn-lint',
            match.Rule.Id,
            staging.templateOf(match.Filename),
            section === 'Resources' ? `${id ?? ''}` : '',
            match.Message,
          );
        });
      return {
        scanned: new Map(templates.map(template => [template, Object.keys(template.resources).length])),
        findings: [...findings, ...templates.flatMap(template => suppressions('cfn-lint', 'cfn-lint', template))],
      };
    }),
};
