import { printValue } from '../terraform/printing.js';
import { readValue } from '../terraform/reading.js';
import { Call, Expression, Template, type Value } from '../terraform/values.js';

/**
 * Parses structured text of CDK for Terraform: JSON, or `${jsonencode(...)}` around a literal with references.
 * Returns undefined for other text.
 */
export function structuredText(text: string): unknown {
  try {
    if (/^\s*[[{]/.test(text)) return JSON.parse(text);
    const value = text.startsWith('${jsonencode(') ? readValue(text) : undefined;
    return value instanceof Call ? plain(value.values[0]!) : undefined;
  } catch {
    return undefined;
  }
}

/** A value as JSON has it: an expression, whose value is known only at deployment, as `{ expression }`. */
function plain(value: Value): unknown {
  if (value instanceof Expression) return { expression: value.source };
  if (value instanceof Call) return { expression: printValue(value) };
  if (value instanceof Template)
    return value.parts.map(part => (typeof part === 'string' ? part : `\${${part.source}}`)).join('');
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
  return value;
}
