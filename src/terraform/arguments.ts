import { TerraformResource } from 'cdktf';

/** Fields of a resource that are no arguments of it. Some appear when it is first referenced. */
const META = new Set(['_elementType', '_fqnToken', '_friendlyUniqueId', '_logicalIdOverride', '_hasMoved', '_imported', '_movedByTarget', '_movedById']);

/** The names of the arguments that a resource has, as its class has them. */
export function argumentNames(resource: TerraformResource): string[] {
  return Object.keys(resource).filter(key => key.startsWith('_') && !META.has(key)).map(key => key.slice(1));
}

/** The arguments of a resource as plain values: nested blocks too, which the class keeps in objects of its own. */
export function argumentsOf(resource: TerraformResource): { [name: string]: any } {
  return Object.fromEntries(argumentNames(resource).map(name => {
    const value = (resource as any)[`_${name}`];
    return [name, isBlock(value) ? value.internalValue : value];
  }));
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
