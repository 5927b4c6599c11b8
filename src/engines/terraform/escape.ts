import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from 'cdktf';
import { IConstruct, IMixin } from 'constructs';
import { argumentNames, argumentsOf, setArgument, snakeCase } from './arguments';
import { applyEscape, EscapeTarget } from '../../record/apply-escape';
import { Patch } from '../../record/patch';
import { isPlain } from '../../support/plain';

/** Applies a patch or a mixin to a resource of Terraform. */
export function escapeResource(resource: TerraformResource, slot: string, change: IMixin, where: string): () => void {
  return applyEscape(resource, new TerraformTarget(resource), slot, change, where);
}

/** The arguments of a resource, as the configuration will have them. Documents are data. */
export function renderedProperties(resource: TerraformResource): any {
  return new TerraformTarget(resource).rendered();
}

/** The meta-arguments that a team may change with a patch: `lifecycle.prevent_destroy`. */
const LIFECYCLE = 'lifecycle';
const IN_LIFECYCLE = [
  'create_before_destroy',
  'ignore_changes',
  'postcondition',
  'precondition',
  'prevent_destroy',
  'replace_triggered_by',
];

class TerraformTarget implements EscapeTarget {
  readonly type: string;

  constructor(private readonly resource: TerraformResource) {
    this.type = resource.terraformResourceType;
  }

  get propertyNames(): string[] {
    return [...argumentNames(this.resource).map(snakeCase), LIFECYCLE].sort();
  }

  rendered(): any {
    const { resource, written } = this;
    return {
      ...written,
      ...Object.fromEntries(this.documents(written).map(([name, value]) => [name, resolved(resource, value)])),
    };
  }

  inCamelCase(word: string): boolean {
    return this.documents(this.written).some(([name]) => name === snakeCase(word));
  }

  properties(rendering: any): any {
    return rendering;
  }

  patch(patch: Patch, typedLevels: number, place: string, freeForm?: ReadonlySet<string>): void {
    const args = copy(this.changeable);
    patch._apply(args, typedLevels, place, freeForm);
    this.put(args);
  }

  remember(): () => void {
    const args = copy(this.changeable);
    return () => this.put(args);
  }

  /** Sets only the arguments that differ: a block that is set appears, even if it is empty. */
  private put(args: { [name: string]: any }): void {
    const now = this.changeable;
    for (const name of Object.keys(now)) {
      if (JSON.stringify(resolved(this.resource, now[name])) === JSON.stringify(resolved(this.resource, args[name]))) {
        continue;
      }
      if (name === LIFECYCLE) this.resource.lifecycle = known(args[name]);
      else setArgument(this.resource, name, args[name]);
    }
  }

  private get written(): any {
    const { resource } = this;
    return resolved(resource, resource.toTerraform()).resource[resource.terraformResourceType][
      resource.friendlyUniqueId
    ];
  }

  /** The arguments that are data here and JSON texts in the configuration. A patch must be found in the data. */
  private documents(written: any): [name: string, value: any][] {
    return Object.entries(argumentsOf(this.resource))
      .map(([name, value]): [string, any] => [snakeCase(name), value])
      .filter(([name, value]) => Array.isArray(value) && typeof written[name] === 'string');
  }

  private get changeable(): { [name: string]: any } {
    return { ...argumentsOf(this.resource), [LIFECYCLE]: this.resource.lifecycle };
  }
}

/**
 * A lifecycle without the names that Terraform does not know. Typed arguments drop such names, and a patch that is
 * dropped is refused.
 */
function known(lifecycle: any): any {
  return (
    lifecycle && Object.fromEntries(Object.entries(lifecycle).filter(([key]) => IN_LIFECYCLE.includes(snakeCase(key))))
  );
}

/** A value as the configuration will have it. */
export function resolved(scope: IConstruct, value: any): any {
  return Tokenization.resolve(value, {
    scope,
    preparing: false,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });
}

function copy(value: any): any {
  if (Array.isArray(value)) return value.map(copy);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)])) : value;
}
