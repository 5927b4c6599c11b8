import { OPERATIONS, RENAMED, UNTYPED } from '../api-operations.mjs';
import { membersOf, serviceModels, ValueCheck } from '../service-models.mjs';
import { finding } from '../templates.mjs';

/** @typedef {import('../templates.mjs').Finding} Finding */

/**
 * Every literal of a template whose property has the name of a parameter of the API, against the service's own model:
 * its type, length, pattern, range and enumeration.
 *
 * @type {import('../templates.mjs').Checker}
 */
export const serviceModelsChecker = {
  name: 'service-models',
  unit: 'values',
  atLeast: { samples: 17_000, everything: 7_000 },
  check: async templates => {
    const models = await serviceModels();
    /** @type {Finding[]} */
    const findings = [];
    const scanned = new Map(
      templates.map(template => {
        let checked = 0;
        for (const [id, resource] of Object.entries(template.resources)) {
          const result = checkResource(resource, models);
          checked += result.checked;
          findings.push(...result.faults.map(fault => finding('service-models', fault.rule, template, id, fault.text)));
        }
        return [template, checked];
      }),
    );
    return { scanned, findings };
  },
};

/**
 * @param {{ Type: string, Properties?: Record<string, any> }} resource
 * @param {(service: string) => import('../service-models.mjs').Model} models
 * @returns {{ checked: number, faults: { rule: string, text: string }[] }}
 */
export function checkResource({ Type: type, Properties: properties = {} }, models) {
  if (UNTYPED.includes(type) || type.startsWith('Custom::')) return { checked: 0, faults: [] };
  // A type that nobody thought of would pass unseen.
  if (!OPERATIONS[type])
    return { checked: 0, faults: [{ rule: 'unknown-type', text: `checks/api-operations.mjs does not know ${type}.` }] };
  const [service, ...words] = OPERATIONS[type].split(' ');
  const model = models(service);
  const inputs = words.map(word => {
    const shape = model.shapes[model.operations[word]?.input?.shape ?? word];
    if (!shape) throw new Error(`The model of ${service} has no ${word}.`);
    return membersOf(shape);
  });
  const check = new ValueCheck(model);
  for (const [name, value] of Object.entries(properties)) {
    const wanted = (RENAMED[`${type} ${name}`] ?? name).toLowerCase();
    const member = inputs.map(members => members.get(wanted)).find(Boolean);
    if (member && !isOtherTags(name, model.shapes[member.shape], value)) check.check(member, value, name);
  }
  return { checked: check.checked, faults: check.faults.map(text => ({ rule: service, text })) };
}

/**
 * Tags are pairs here and a map there, as each service has it; CloudFormation does not follow.
 *
 * @param {string} name
 * @param {import('../service-models.mjs').Shape} shape
 * @param {any} value
 */
function isOtherTags(name, { type }, value) {
  return name === 'Tags' && (type === 'list') !== Array.isArray(value);
}
