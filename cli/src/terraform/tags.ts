import { takesTags } from './blocks.js';
import { type Configuration, DEFAULT_PROVIDER, providerOf, type Resource } from './configuration.js';
import { snakeCase } from './names.js';
import { type Body, Call, Expression, type Value } from './values.js';
import { freeName } from './variables.js';

/**
 * The provider's default tags, which are the resource's own where the provider is not ours. A provider with an alias
 * has its own ones. Returns the locals that hold them.
 *
 * @param further the tags that whoever calls the module adds
 */
export function addTags({ resources, defaultTags, locals }: Configuration, further: Expression): Body {
  const tagged = resources.filter(({ mode, type }) => mode === 'resource' && takesTags(type));
  const providers = new Set([DEFAULT_PROVIDER, ...tagged.map(taggedBy).sort()]);
  const naming = { taken: new Set(locals.keys()) };
  const added: Body = new Map();
  for (const provider of providers) {
    const local = localName(provider, naming);
    const tags = defaultTags.get(provider) ?? new Map();
    added.set(local, tags.size === 0 ? further : new Call('merge', [tags, further]));
    const all = new Expression(`local.${local}`);
    for (const { body } of tagged.filter(each => taggedBy(each) === provider)) {
      const own: Value | undefined = body.get('tags');
      body.set('tags', own === undefined || own === null ? all : new Call('merge', [all, own]));
    }
  }
  return added;
}

function localName(provider: string, naming: { readonly taken: Set<string> }): string {
  if (provider === DEFAULT_PROVIDER) return freeName('tags', naming, 'tags_of_module');
  const alias = snakeCase(provider.replace(`${DEFAULT_PROVIDER}.`, ''));
  return freeName(`tags_of_${alias}`, naming);
}

function taggedBy(resource: Resource): string {
  return providerOf(resource) ?? DEFAULT_PROVIDER;
}
