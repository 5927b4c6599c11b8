import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformResource, TerraformStack } from 'cdktf';
import { defaultProviderOf } from './environment';

/** The names of the tags of a resource, with those that its provider gives to everything. */
export function tagNames(resource: TerraformResource): string[] {
  const named = resource.provider;
  const provider = named instanceof AwsProvider ? named : defaultProviderOf(TerraformStack.of(resource));
  const given = provider?.defaultTagsInput;
  const everywhere = Array.isArray(given) ? given.map(({ tags }) => tags) : [];
  const { tagsInput } = resource as { readonly tagsInput?: object };
  return Object.keys(Object.assign({}, ...everywhere, tagsInput));
}
