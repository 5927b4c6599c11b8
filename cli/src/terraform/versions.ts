import { type Configuration, providerOf } from './configuration.js';
import { printBlock } from './printing.js';
import { type Body, Expression, Template, type Value } from './values.js';

/** The providers with an alias that resources name: `aws.us`. */
export function aliasesUsed({ resources }: Pick<Configuration, 'resources'>): string[] {
  return [...new Set(resources.map(providerOf).filter(name => name !== undefined))].sort();
}

/** @param isRoot a root configures its providers, and a module says which it is to be given */
export function versions({ requiredProviders, resources }: Configuration, isRoot = false): string {
  const aliases = isRoot ? [] : aliasesUsed({ resources });
  const providers = Object.entries(requiredProviders).map(([name, { source, version }]): [string, Value] => {
    const own = aliases.filter(alias => alias.startsWith(`${name}.`));
    return [
      name,
      new Map<string, Value>([
        ['source', new Template([source.includes('/') ? source : `hashicorp/${source}`])],
        ...(version === undefined ? [] : [['version', new Template([rangeOf(version)])] as [string, Value]]),
        ...(own.length === 0
          ? []
          : [['configuration_aliases', own.map(alias => new Expression(alias))] as [string, Value]]),
      ]),
    ];
  });
  const body: Body = new Map<string, Value>([
    ['required_version', new Template(['>= 1.11'])],
    ['required_providers', new Map(providers)],
  ]);
  return printBlock('terraform', [], body, { required_providers: {} });
}

/** From a version on, up to the next major one. */
function rangeOf(version: string): string {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined ? version : `>= ${major}.${minor}, < ${Number(major) + 1}.0`;
}
