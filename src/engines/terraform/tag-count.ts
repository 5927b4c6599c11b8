import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformResource, TerraformStack } from 'cdktf';
import { providersIn } from './environment';

/** The default provider of each stack, found once: its tags are read when they are counted. */
const DEFAULTS = new WeakMap<TerraformStack, AwsProvider | undefined>();

/** The number of tags of a resource, with those that its provider gives to everything. */
export function countTags(resource: TerraformResource): number {
  const provider = resource.provider instanceof AwsProvider ? resource.provider : defaultProviderOf(resource);
  const given = provider?.defaultTagsInput;
  const everywhere = Array.isArray(given) ? given.map(({ tags }) => tags) : [];
  const { tagsInput } = resource as { readonly tagsInput?: object };
  return Object.keys(Object.assign({}, ...everywhere, tagsInput)).length;
}

function defaultProviderOf(resource: TerraformResource): AwsProvider | undefined {
  const stack = TerraformStack.of(resource);
  if (!DEFAULTS.has(stack)) {
    DEFAULTS.set(
      stack,
      providersIn(stack).find(({ alias }) => alias === undefined),
    );
  }
  return DEFAULTS.get(stack);
}
