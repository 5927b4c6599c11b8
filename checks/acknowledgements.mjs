/**
 * The few findings that we live with, each with its reason, in acknowledgements.json.
 */
import { readFileSync } from 'node:fs';

/** More exceptions than this are a path that is not golden. */
export const MAXIMUM = 5;

/**
 * @typedef {object} AcknowledgedRule
 * @property {string} checker
 * @property {string} rule its name, or `/a regular expression/` as for a resource: cdk-nag names rules with what they found
 * @property {string} resource a logical id, a construct path, or `/a regular expression/` that one of them matches as a whole
 *
 * @typedef {object} Acknowledgement
 * @property {string} id
 * @property {string} reason
 * @property {AcknowledgedRule[]} rules
 *
 * @typedef {import('./templates.mjs').Finding} Finding
 */

/**
 * @param {string} file
 * @returns {Acknowledgement[]}
 * @throws when there are too many, or one is incomplete
 */
export function readAcknowledgements(file) {
  const list = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${file} is not a list.`);
  if (list.length > MAXIMUM) throw new Error(`${file} has ${list.length} acknowledgements; ${MAXIMUM} is the most.`);
  for (const { id, reason, rules } of list) {
    if (!isText(id)) throw new Error(`${file}: an acknowledgement has no id.`);
    if (list.filter(other => other.id === id).length > 1)
      throw new Error(`${file}: there are two acknowledgements "${id}".`);
    if (!isText(reason)) throw new Error(`${file}: "${id}" has no reason.`);
    if (!Array.isArray(rules) || rules.length === 0) throw new Error(`${file}: "${id}" names no rules.`);
    for (const { checker, rule, resource } of rules) {
      if (![checker, rule, resource].every(isText))
        throw new Error(`${file}: a rule of "${id}" lacks its checker, rule or resource.`);
      if (matcher(resource)('') || matcher(rule)(''))
        throw new Error(`${file}: "${id}" would match everything: ${rule} ${resource}`);
    }
  }
  return list;
}

/**
 * Part the findings in what is acknowledged and what is not.
 *
 * @param {Finding[]} findings
 * @param {Acknowledgement[]} acknowledgements
 * @returns {{ acknowledged: Map<Finding, string>, stale: string[] }} the acknowledgement's id by finding; what matched nothing
 */
export function acknowledge(findings, acknowledgements) {
  /** @type {Map<Finding, string>} */
  const acknowledged = new Map();
  /** @type {string[]} */
  const stale = [];
  for (const { id, rules } of acknowledgements) {
    for (const { checker, rule, resource } of rules) {
      const isIt = matcher(rule);
      const matches = matcher(resource);
      const found = findings.filter(
        finding =>
          finding.checker === checker &&
          isIt(finding.rule) &&
          (matches(finding.resource) || matches(finding.constructPath)),
      );
      for (const finding of found) acknowledged.set(finding, id);
      if (found.length === 0) stale.push(`acknowledgement "${id}" is stale: no finding ${checker} ${rule} ${resource}`);
    }
  }
  return { acknowledged, stale };
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string' && value.trim() !== '';
}

/**
 * @param {string} wanted a name, or a regular expression
 * @returns {(name: string) => boolean}
 */
function matcher(wanted) {
  const expression = /^\/(.+)\/$/s.exec(wanted)?.[1];
  if (expression === undefined) return name => name === wanted;
  const pattern = new RegExp(`^(?:${expression})$`);
  return name => pattern.test(name);
}
