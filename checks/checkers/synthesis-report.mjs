/**
 * What was checked while the app was synthesised (see synth.mjs), because it needs the construct tree.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finding } from '../templates.mjs';

/** As in synth.mjs, which this file does not load: CDK takes a second. */
const EVIDENCE_FILE = 'checks-evidence.json';
const NAG = 'AwsSolutions';

/**
 * @typedef {import('../templates.mjs').Template} Template
 * @typedef {import('../templates.mjs').Finding} Finding
 */

/** @type {import('../templates.mjs').Checker} */
export const cdkNag = {
  name: 'cdk-nag',
  unit: 'rules',
  check: async templates =>
    checkReports(
      'cdk-nag',
      templates,
      plugin => plugin === NAG,
      (evidence, template) => evidence.nag[template.file] ?? 0,
    ),
};

/** CDK's own: the template validator, and the warnings and errors that constructs give. @type {import('../templates.mjs').Checker} */
export const cdkValidation = {
  name: 'cdk-validation',
  unit: 'resources',
  check: async templates =>
    checkReports(
      'cdk-validation',
      templates,
      plugin => plugin !== NAG,
      ({ validation }, template) =>
        validation.rules && validation.templates.includes(template.file)
          ? Object.keys(template.resources).length
          : undefined,
    ),
};

/**
 * @param {string} checker
 * @param {Template[]} templates
 * @param {(plugin: string) => boolean} isOurs
 * @param {(evidence: import('../synth.mjs').Evidence, template: Template) => number | undefined} scannedOf
 */
function checkReports(checker, templates, isOurs, scannedOf) {
  /** @type {Map<Template, number>} */
  const scanned = new Map();
  /** @type {Finding[]} */
  const findings = [];
  for (const assembly of new Set(templates.map(template => template.assembly))) {
    const own = templates.filter(template => template.assembly === assembly);
    const evidence = readJson(join(assembly, EVIDENCE_FILE), 'It was not synthesised by checks/synth.mjs.');
    for (const template of own) {
      const count = scannedOf(evidence, template);
      if (count !== undefined) scanned.set(template, count);
    }
    const { pluginReports } = readJson(join(assembly, 'validation-report.json'), 'CDK wrote no validation report.');
    for (const report of pluginReports.filter((/** @type {any} */ { pluginName }) => isOurs(pluginName))) {
      if (report.metadata?.error) throw new Error(report.metadata.error);
      findings.push(...findingsOf(checker, report, own, evidence));
    }
  }
  return { scanned, findings };
}

/**
 * @param {string} checker
 * @param {any} report
 * @param {Template[]} templates
 * @param {import('../synth.mjs').Evidence} evidence
 * @returns {Finding[]}
 */
function findingsOf(checker, report, templates, evidence) {
  const suppressed = (report.suppressedViolations ?? []).map((/** @type {any} */ violation) => ({
    ...violation,
    description: `(acknowledged in code: ${violation.reason}) ${violation.description}`,
  }));
  const violations = [...report.violations, ...suppressed].filter(
    ({ severity, customSeverity }) => !['info', 'informational', 'debug'].includes(customSeverity ?? severity),
  );
  return violations.flatMap(({ ruleName, description, violatingConstructs }) =>
    // A violation that names no construct is one all the same.
    (violatingConstructs.length ? violatingConstructs : [{}]).map(
      (/** @type {any} */ { constructPath = '', cloudFormationResource }) => {
        const place =
          evidence.resources.find(resource => constructPath && resource.constructPath === constructPath) ??
          [...evidence.stacks].reverse().find(stack => `${constructPath}/`.startsWith(`${stack.constructPath}/`));
        const file = cloudFormationResource?.templatePath ?? place?.template;
        const template = templates.find(candidate => candidate.file === file) ?? templates[0];
        const resource = cloudFormationResource?.logicalId ?? (place && 'logicalId' in place ? place.logicalId : '');
        return { ...finding(checker, ruleName, template, resource, description), constructPath };
      },
    ),
  );
}

/**
 * @param {string} file
 * @param {string} hint
 * @returns {any}
 */
function readJson(file, hint) {
  if (!existsSync(file)) throw new Error(`${file} is missing. ${hint}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
