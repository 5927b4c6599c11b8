import { readLiteral, readValue } from './reading.js';
import { type Body, Expression, mapped, type Template, textOf, type Value } from './values.js';

export type Mode = 'resource' | 'data' | 'ephemeral';

/** A resource or a data source of a configuration. */
export interface Resource {
  readonly mode: Mode;
  readonly type: string;
  /** The name in the configuration as it was synthesised. */
  readonly id: string;
  /** The path of its construct, without the stack. Empty where it is not known. */
  readonly path: readonly string[];
  body: Body;
}

/** What a module is made of: a synthesised configuration without what is its root's own. */
export interface Configuration {
  resources: Resource[];
  outputs: Map<string, Body>;
  variables: Map<string, Body>;
  locals: Body;
  /** The default tags of each provider of AWS: `aws`, and `aws.us` for one with an alias. */
  defaultTags: ReadonlyMap<string, Body>;
  readonly region: string | null;
  /** The providers that stand beside the default one. */
  readonly aliases: readonly Body[];
  readonly requiredProviders: { readonly [name: string]: { readonly source: string; readonly version?: string } };
  /** Kinds of blocks that stay as they are, in JSON. */
  readonly rest: { readonly [kind: string]: unknown };
}

/** The provider of a resource that names none. */
export const DEFAULT_PROVIDER = 'aws';

/** The ids of what the golden path adds to a stack for itself: the manifest, and where the state is. */
const OF_THE_PATH = /^GoldenPath(ManifestParameter|StateParameter|States|Manifest)$/;
const UNDERSTOOD = ['//', 'terraform', 'provider', 'resource', 'data', 'ephemeral', 'output', 'variable', 'locals'];
/** Only the root module may have these. */
const OF_THE_ROOT = ['moved', 'import', 'removed'];

/** Reads a synthesised configuration. */
export function readConfiguration(document: any): Configuration {
  const providers: any[] = [document.provider?.aws ?? []].flat();
  const provider = providers.find(({ alias }) => alias === undefined);
  const blocks = (kind: string) =>
    new Map(
      Object.entries<any>(document[kind] ?? {})
        .filter(([id]) => !OF_THE_PATH.test(id))
        .map(([id, body]): [string, Body] => [id, withLiterals(body)]),
    );
  return {
    resources: (['data', 'ephemeral', 'resource'] as const).flatMap(mode => resourcesOf(mode, document[mode])),
    outputs: blocks('output'),
    variables: blocks('variable'),
    locals: bodyOf(document.locals ?? {}),
    defaultTags: new Map(providers.map(each => [nameOf(each), tagsIn(each)])),
    region: provider?.region ?? null,
    // Their default tags are the resources' own.
    aliases: providers
      .filter(({ alias }) => alias !== undefined)
      .map(({ default_tags: _, ...provided }) => bodyOf(provided)),
    requiredProviders: document.terraform?.required_providers ?? {},
    rest: Object.fromEntries(
      Object.entries(document).filter(([kind]) => !UNDERSTOOD.includes(kind) && !OF_THE_ROOT.includes(kind)),
    ),
  };
}

/** The name by which resources ask for a provider. */
function nameOf({ alias }: any): string {
  return alias === undefined ? DEFAULT_PROVIDER : `${DEFAULT_PROVIDER}.${alias}`;
}

function tagsIn({ default_tags: blocks = [] }: any): Body {
  return bodyOf(Object.assign({}, ...[blocks].flat().map(({ tags }: any) => tags)));
}

/** The provider that a resource names: `aws.us`. Undefined where it has the default one. */
export function providerOf({ body }: Resource): string | undefined {
  const named = body.get('provider');
  return named instanceof Expression ? named.source : textOf(named);
}

function resourcesOf(mode: Mode, types: any): Resource[] {
  return Object.entries<any>(types ?? {}).flatMap(([type, named]) =>
    Object.entries<any>(named)
      .filter(([id]) => !OF_THE_PATH.test(id))
      .map(([id, body]): Resource => {
        const path = String(body['//']?.metadata?.path ?? '').split('/');
        return { mode, type, id, path: path.slice(1), body: bodyOf(body) };
      }),
  );
}

/** A variable or an output. What Terraform takes as it stands, is no template. */
function withLiterals(body: any): Body {
  const literals = Object.entries(body).filter(([argument]) => ['default', 'description'].includes(argument));
  return new Map([...bodyOf(body), ...literals.map(([name, value]): [string, Value] => [name, readLiteral(value)])]);
}

function bodyOf({ '//': _, ...body }: any): Body {
  return readValue(body) as Body;
}

/** Changes every expression and every text of a configuration. */
export function changeAll(
  configuration: Configuration,
  change: { readonly expression: (source: string) => string; readonly text: (text: string) => Template['parts'] },
): void {
  const all = (body: Body): Body => mapped(body as Value, change) as Body;
  for (const resource of configuration.resources) resource.body = all(resource.body);
  configuration.outputs = new Map([...configuration.outputs].map(([id, body]) => [id, all(body)]));
  configuration.locals = all(configuration.locals);
  configuration.defaultTags = new Map([...configuration.defaultTags].map(([name, tags]) => [name, all(tags)]));
}

/** The address of a resource as it was synthesised: `data.aws_region.Region`. */
export function addressOf({ mode, type, id }: Pick<Resource, 'mode' | 'type' | 'id'>): string {
  return [...(mode === 'resource' ? [] : [mode]), type, id].join('.');
}
