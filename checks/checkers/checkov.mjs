import { pythonCheckers } from '../python.mjs';
import { asKnownPolicy } from '../role-policies.mjs';
import { staged } from '../staging.mjs';
import { finding, suppressions } from '../templates.mjs';

/** @type {import('../templates.mjs').Checker} */
export const checkov = {
  name: 'checkov',
  unit: 'checks',
  check: templates =>
    staged(templates, asKnownPolicy, async staging => {
      // Without --quiet, which leaves out what passed and so how much of each template was looked at.
      const args = [
        '-f',
        ...staging.files,
        '--framework',
        'cloudformation',
        '--skip-download',
        '--compact',
        '-o',
        'json',
      ];
      const { results = {}, summary, ...bare } = await staging.json(pythonCheckers().checkov, args);
      // With nothing to check at all, the counts stand alone.
      const { parsing_errors: unread } = summary ?? bare;
      if (unread)
        throw new Error(
          `checkov could not read ${(results.parsing_errors ?? []).map((/** @type {string} */ path) => staging.templateOf(path).label).join(', ') || `${unread} templates`}.`,
        );
      const { passed_checks: passed = [], failed_checks: failed = [] } = results;
      const scanned = new Map(templates.map(template => [template, 0]));
      for (const check of [...passed, ...failed]) {
        const template = staging.templateOf(check.file_path);
        scanned.set(template, (scanned.get(template) ?? 0) + 1);
      }
      const findings = failed.map((/** @type {any} */ check) => {
        // "AWS::S3::Bucket.LogicalId"
        const id = check.resource.slice(check.resource.indexOf('.') + 1);
        return finding('checkov', check.check_id, staging.templateOf(check.file_path), id, check.check_name);
      });
      return {
        scanned,
        findings: [...findings, ...templates.flatMap(template => suppressions('checkov', 'checkov', template))],
      };
    }),
};
