import { TerraformResource } from 'cdktf';

/** The fields of a resource that are no arguments. Some are set when the resource is first referenced. */
const META = new Set([
  '_elementType',
  '_fqnToken',
  '_friendlyUniqueId',
  '_logicalIdOverride',
  '_hasMoved',
  '_imported',
  '_movedByTarget',
  '_movedById',
]);

/** One argument of a class: its name, the field that holds it, and whether it is a nested block. */
interface Argument {
  readonly name: string;
  readonly field: string;
  readonly block: boolean;
}

/** The arguments by class: each resource has all of them from the start. */
const KNOWN = new WeakMap<Function, Argument[]>();

function describe(resource: TerraformResource): Argument[] {
  const known = KNOWN.get(resource.constructor);
  if (known) return known;
  const found = Object.keys(resource)
    .filter(key => key.startsWith('_') && !META.has(key))
    .map(field => ({ name: field.slice(1), field, block: isBlock((resource as any)[field]) }));
  KNOWN.set(resource.constructor, found);
  return found;
}

/** The names of the arguments that a resource has, as its class has them. */
export function argumentNames(resource: TerraformResource): string[] {
  return describe(resource).map(({ name }) => name);
}

/** The arguments of a resource as plain values. The class keeps nested blocks in objects of its own. */
export function argumentsOf(resource: TerraformResource): { [name: string]: any } {
  const values: { [name: string]: any } = {};
  for (const { name, value } of argumentKinds(resource)) values[name] = value;
  return values;
}

/** The arguments of a resource, each with its plain value, and whether it is a nested block. */
export function argumentKinds(resource: TerraformResource): { name: string; value: any; block: boolean }[] {
  return describe(resource).map(({ name, field, block }) => {
    const value = (resource as any)[field];
    return { name, block, value: block ? value?.internalValue : value };
  });
}

/** Sets one argument, by the method or the setter that the class has for it. */
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

/** The name of an argument in the configuration: `desired_count` for `desiredCount`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
