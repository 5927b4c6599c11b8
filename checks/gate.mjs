/**
 * Runs the checkers over the templates and decides.
 */
import { basename, resolve } from 'node:path';
import { acknowledge } from './acknowledgements.mjs';
import { cfnLint } from './checkers/cfn-lint.mjs';
import { checkov } from './checkers/checkov.mjs';
import { controlTower } from './checkers/control-tower.mjs';
import { serviceModelsChecker } from './checkers/service-models.mjs';
import { cdkNag, cdkValidation } from './checkers/synthesis-report.mjs';

export const CHECKERS = [cfnLint, checkov, controlTower, cdkNag, cdkValidation, serviceModelsChecker];

/**
 * @typedef {import('./templates.mjs').Checker} Checker
 * @typedef {import('./templates.mjs').Finding} Finding
 * @typedef {import('./templates.mjs').Template} Template
 *
 * @typedef {object} Row one checker over one template
 * @property {string} checker
 * @property {string} template
 * @property {number} scanned
 * @property {string} unit
 * @property {number} findings those not acknowledged
 * @property {number} acknowledged
 *
 * @typedef {object} Verdict
 * @property {Row[]} rows
 * @property {(Finding & { acknowledgement?: string })[]} findings
 * @property {string[]} problems why the gate fails apart from findings
 * @property {number} passed rows without a finding
 * @property {number} failed rows with one, and problems
 */

/**
 * @param {Template[]} templates
 * @param {import('./acknowledgements.mjs').Acknowledgement[]} acknowledgements
 * @param {Checker[]} [checkers]
 * @returns {Promise<Verdict>}
 */
export async function judge(templates, acknowledgements, checkers = CHECKERS) {
  const runs = await Promise.all(
    checkers.map(async checker => {
      try {
        const { scanned, findings } = await checker.check(templates);
        return { checker, scanned, findings: distinct(findings), problems: gaps(checker, templates, scanned) };
      } catch (error) {
        const scanned = /** @type {Map<Template, number>} */ (new Map());
        return {
          checker,
          scanned,
          findings: [],
          problems: [`${checker.name} did not run: ${/** @type {Error} */ (error).message}`],
        };
      }
    }),
  );
  const all = runs.flatMap(run => run.findings);
  const { acknowledged, stale } = acknowledge(all, acknowledgements);
  const rows = runs.flatMap(({ checker, scanned, findings }) =>
    templates
      .filter(template => scanned.has(template))
      .map(template => {
        const here = findings.filter(finding => finding.template === template.label);
        const waived = here.filter(finding => acknowledged.has(finding)).length;
        return {
          checker: checker.name,
          template: template.label,
          scanned: scanned.get(template) ?? 0,
          unit: checker.unit,
          findings: here.length - waived,
          acknowledged: waived,
        };
      }),
  );
  const problems = [...runs.flatMap(run => run.problems), ...stale];
  const clean = rows.filter(row => row.findings === 0).length;
  return {
    rows,
    findings: all.map(finding => ({ ...finding, acknowledgement: acknowledged.get(finding) })),
    problems,
    passed: clean,
    failed: rows.length - clean + problems.length,
  };
}

/**
 * A checker that looked at nothing has found nothing, and proves nothing.
 *
 * @param {Checker} checker
 * @param {Template[]} templates
 * @param {Map<Template, number>} scanned
 * @returns {string[]}
 */
function gaps(checker, templates, scanned) {
  const unseen = templates
    .filter(template => !scanned.has(template))
    .map(template => `${checker.name} did not look at ${template.label}`);
  const few = [...new Set(templates.map(template => template.assembly))].flatMap(assembly => {
    const own = templates.filter(template => template.assembly === assembly);
    const sum = own.reduce((total, template) => total + (scanned.get(template) ?? 0), 0);
    const least = checker.atLeast?.[basename(resolve(assembly))] ?? 1;
    if (sum >= least) return [];
    return [
      `${checker.name} scanned ${sum} ${checker.unit} of ${assembly}${least > 1 ? `; ${least} is the least` : ''}`,
    ];
  });
  return [...unseen, ...few];
}

/**
 * @param {Finding[]} findings
 * @returns {Finding[]}
 */
function distinct(findings) {
  return [...new Map(findings.map(finding => [JSON.stringify(finding), finding])).values()];
}
