import { isCidr } from './cidr';
import { isText, Refuse, said } from './input';
import { isPlain } from './plain';
import { isToken } from './tokens';

/**
 * What one of the services takes as a pattern. They share a grammar, and differ in little.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 * @internal
 */
export interface PatternDialect {
  /** Whether a name may have names below it. */
  readonly nested: boolean;
  /** The operators of texts that `anything-but` turns around. */
  readonly exceptions: readonly string[];
  /** The greatest number that is compared, and the least one below zero. */
  readonly greatest: number;
}

/** What Lambda takes as the filter of an event source. @internal */
export const LAMBDA_FILTER: PatternDialect = {
  nested: true,
  exceptions: ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'],
  greatest: 5_000_000_000,
};

const TEXTS = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];
const OPERATORS = [...TEXTS, 'anything-but', 'numeric', 'exists', 'cidr'];
const SINGLE = "Give one operator in each object: { prefix: 'trial-' }.";

/**
 * Refuses a pattern that a service would refuse: its lists, its values and its operators. A value that is known at
 * deployment only passes.
 *
 * @param label the name of the pattern in the error
 * @internal
 */
export function checkPattern(label: string, pattern: any, dialect: PatternDialect, refuse: Refuse): void {
  if (!isPlain(pattern) || Object.keys(pattern).length === 0) {
    refuse(`${label} is ${said(pattern)}.`, "Give names, each with a list of values: { type: ['signup'] }.");
  }
  for (const [name, value] of Object.entries<any>(pattern)) {
    const at = `${label}.${name}`;
    if (isAlternatives(name, value)) {
      value.forEach((each: any, i: number) => checkPattern(`${at}[${i}]`, each, dialect, refuse));
    } else if (dialect.nested && isPlain(value)) {
      checkPattern(at, value, dialect, refuse);
    } else {
      checkRules(at, value, { dialect, refuse });
    }
  }
}

/**
 * Whether a name stands for alternatives, one of which is to fit.
 *
 * @internal
 */
export function isAlternatives(name: string, value: any): value is object[] {
  return name === '$or' && Array.isArray(value) && value.length > 1 && value.every(isPlain);
}

interface Rules {
  readonly dialect: PatternDialect;
  readonly refuse: Refuse;
}

function checkRules(at: string, rules: any, { dialect, refuse }: Rules): void {
  if (!Array.isArray(rules) || rules.length === 0) {
    refuse(`${at} is ${said(rules)}.`, "Give a list of values: ['signup']. [null] stands for what has no value.");
  }
  rules.forEach((rule: any, i: number) => {
    const place = `${at}[${i}]`;
    if (isPlain(rule)) return checkOperator(place, rule, { dialect, refuse });
    const isValue = rule === null || ['string', 'boolean'].includes(typeof rule);
    if (!isValue && !isNumber(rule, dialect)) {
      refuse(`${place} is ${said(rule)}.`, 'Give a text, a number, true, false, null, or an operator.');
    }
  });
}

function checkOperator(at: string, rule: any, { dialect, refuse }: Rules): void {
  const [[operator, operand], ...others] =
    Object.entries<any>(rule).length > 0 ? Object.entries<any>(rule) : [['', '']];
  if (others.length > 0 || operator === '') refuse(`${at} is ${said(rule)}.`, SINGLE);
  if (!OPERATORS.includes(operator)) {
    refuse(`${at} has '${operator}', which is no operator.`, `Give one of ${OPERATORS.join(', ')}.`);
  }
  const hint = HINTS[operator] ?? HINTS.text;
  if (!takes(operator, operand, dialect)) refuse(`${at}.${operator} is ${said(operand)}.`, hint);
}

const HINTS: { readonly [operator: string]: string } = {
  text: "Give a text: { prefix: 'trial-' }. No two stars of a wildcard stand side by side.",
  'anything-but': "Give texts or numbers, or what such a text begins with: { 'anything-but': { prefix: 'trial-' } }.",
  numeric: "Give a comparison, or two for a range: { numeric: ['>', 0, '<=', 100] }.",
  exists: 'Give true or false.',
  cidr: "Give a range of addresses: { cidr: '10.0.0.0/24' }.",
};

function takes(operator: string, operand: any, dialect: PatternDialect): boolean {
  switch (operator) {
    case 'exists':
      return typeof operand === 'boolean';
    case 'cidr':
      return (
        isText(operand) && (isToken(operand) || isCidr(operand) || /^[0-9a-f:]*:[0-9a-f:.]*\/\d{1,3}$/i.test(operand))
      );
    case 'numeric':
      return isComparison(operand, dialect);
    case 'anything-but':
      return isException(operand, dialect);
    default:
      return isTextOperand(operator, operand);
  }
}

function isTextOperand(operator: string, operand: any): boolean {
  const beginsOrEnds = operator === 'prefix' || operator === 'suffix';
  if (beginsOrEnds && isPlain(operand)) {
    return Object.keys(operand).join() === 'equals-ignore-case' && typeof operand['equals-ignore-case'] === 'string';
  }
  return typeof operand === 'string' && (operator !== 'wildcard' || !/(^|[^\\])\*\*/.test(operand));
}

function isException(operand: any, dialect: PatternDialect): boolean {
  if (!isPlain(operand)) {
    const values = Array.isArray(operand) ? operand : [operand];
    return values.length > 0 && values.every(value => typeof value === 'string' || isNumber(value, dialect));
  }
  const [[operator, texts], ...others] = [...Object.entries<any>(operand), ['', []] as [string, any]];
  const list: any[] = Array.isArray(texts) ? texts : [texts];
  return (
    others.length === 1 &&
    dialect.exceptions.includes(operator) &&
    list.length > 0 &&
    list.every(text => typeof text === 'string')
  );
}

/** One comparison, or two that bound a range from below and from above. */
function isComparison(operand: any, dialect: PatternDialect): boolean {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) return false;
  const [operator, first, upper, second] = operand;
  if (!isNumber(first, dialect)) return false;
  if (operand.length === 2) return ['=', '<', '<=', '>', '>='].includes(operator);
  const isRange = ['>', '>='].includes(operator) && ['<', '<='].includes(upper);
  return isRange && isNumber(second, dialect) && (isToken(first) || isToken(second) || first < second);
}

function isNumber(value: any, { greatest }: PatternDialect): boolean {
  return Number.isFinite(value) && (isToken(value) || Math.abs(value) <= greatest);
}
