import { TerraformResource } from 'cdktf';
import { argumentKinds, setArgument } from './arguments';
import { isPlain } from '../../support/plain';

/**
 * A text as Terraform is to keep it, letter by letter: in an argument, `${` and `%{` begin a template. What Terraform
 * is to fill in is a token.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, '$$${').replace(/%\{/g, '%%{');
}

/** Keeps the literal texts in the arguments of a resource that has just been made. */
export function keepLiterals(resource: TerraformResource): void {
  for (const { name, value, block } of argumentKinds(resource)) {
    // Data that is written as a JSON document: that keeps its texts by itself.
    if (!block && Array.isArray(value) && value.some(isPlain)) continue;
    if (holdsTemplate(value)) setArgument(resource, name, kept(value));
  }
}

const TEMPLATE = /\$\{(?!TfToken\[)|%\{/;

function holdsTemplate(value: any): boolean {
  if (typeof value === 'string') return TEMPLATE.test(value);
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return isPlain(value) && Object.entries(value).some(([key, inner]) => TEMPLATE.test(key) || holdsTemplate(inner));
}

function kept(value: any): any {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(kept);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [literal(key), kept(inner)]));
}
