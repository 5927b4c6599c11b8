import { CfnResource, Stack, TagManager } from 'aws-cdk-lib';
import { IMixin } from 'constructs';
import { applyEscape, EscapeTarget } from '../../record/apply-escape';
import { Patch } from '../../record/patch';
import { EscapeHatchError } from '../../support/errors';
import { isPlain } from '../../support/plain';

/** Applies a patch or a mixin to an L1. */
export function escapeResource(resource: CfnResource, slot: string, change: IMixin, where: string): () => void {
  return applyEscape(resource, new CfnTarget(resource), slot, change, where);
}

/** The properties of an L1, as the template will have them. */
export function renderedProperties(resource: CfnResource): any {
  return new CfnTarget(resource).rendered().Properties ?? {};
}

class CfnTarget implements EscapeTarget {
  readonly type: string;

  constructor(private readonly resource: CfnResource) {
    this.type = resource.cfnResourceType;
  }

  get propertyNames(): string[] {
    return Object.keys(this.typed)
      .filter(key => key !== 'tags')
      .map(key => key.charAt(0).toUpperCase() + key.slice(1))
      .sort();
  }

  rendered(): any {
    return Object.values(Stack.of(this.resource).resolve((this.resource as any)._toCloudFormation()).Resources)[0];
  }

  properties(rendering: any): any {
    return rendering.Properties;
  }

  patch(patch: Patch, typedLevels: number, place: string, freeForm?: ReadonlySet<string>): void {
    const [first] = patch.path.split(/[.[]/);
    if (first.toLowerCase() === TagManager.of(this.resource)?.tagPropertyName.toLowerCase()) {
      throw new EscapeHatchError({
        what: 'Tags are no escape.',
        where: place,
        hint: "Use Tags.of(construct).add('key', 'value').",
        page: 'guides/escape-hatch.md',
      });
    }
    patch._apply(this.resource, typedLevels, place, freeForm);
  }

  remember(): () => void {
    const { resource } = this;
    const own = new Set(Object.keys(resource));
    const tags = TagManager.of(resource)?.tagPropertyName;
    const copies = Object.entries(this.typed)
      .filter(([key]) => key !== tags && key in resource)
      .map(([key, value]) => [key, copy(value)] as const);
    return () => {
      for (const key of Object.keys(resource)) if (!own.has(key)) delete (resource as any)[key];
      const now = this.typed;
      // A property that was never set is left alone: setting a deprecated one warns.
      for (const [key, value] of copies) {
        if (value !== undefined || now[key] !== undefined) (resource as any)[key] = value;
      }
    };
  }

  private get typed(): { [key: string]: any } {
    return (this.resource as any).cfnProperties;
  }
}

function copy(value: any): any {
  if (Array.isArray(value)) return value.map(copy);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)])) : value;
}
