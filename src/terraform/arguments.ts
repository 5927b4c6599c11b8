import { TerraformResource } from 'cdktf';

/** Fields of a resource that are no arguments of it. Some appear when it is first referenced. */
const META = new Set(['_elementType', '_fqnToken', '_friendlyUniqueId', '_logicalIdOverride', '_hasMoved', '_imported', '_movedByTarget', '_movedById']);

/** The fields of a class that are arguments: each of its resources has all of them from the start. */
const FIELDS = new WeakMap<Function, string[]>();

function argumentFields(resource: TerraformResource): string[] {
  const known = FIELDS.get(resource.constructor);
  if (known) return known;
  const fields = Object.keys(resource).filter(key => key.startsWith('_') && !META.has(key));
  FIELDS.set(resource.constructor, fields);
  return fields;
}

/** The names of the arguments that a resource has, as its class has them. */
export function argumentNames(resource: TerraformResource): string[] {
  return argumentFields(resource).map(field => field.slice(1));
}

/** The arguments of a resource as plain values: nested blocks too, which the class keeps in objects of its own. */
export function argumentsOf(resource: TerraformResource): { [name: string]: any } {
  const found: { [name: string]: any } = {};
  for (const field of argumentFields(resource)) {
    const value = (resource as any)[field];
    found[field.slice(1)] = isBlock(value) ? value.internalValue : value;
  }
  return found;
}

/** Sets one argument, through the means that the class has for it. */
export function setArgument(resource: TerraformResource, name: string, value: any): void {
  const target = resource as any;
  const capitalized = name.charAt(0).toUpperCase() + name.slice(1);
  if (value === undefined) target[`reset${capitalized}`]?.();
  else if (isBlock(target[`_${name}`])) target[`put${capitalized}`](value);
  else target[name] = value;
}

function isBlock(value: any): boolean {
  return typeof value === 'object' && value !== null && 'internalValue' in value;
}

/** `desiredCount` is `desired_count` in the configuration. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
