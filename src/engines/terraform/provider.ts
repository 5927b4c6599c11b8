import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Aspects, TerraformDataSource, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { CapabilityDefinition, EngineCheck, Plan, plan } from '../../path/plan';
import { pathOf, Refuse, refusal, said } from '../../support/input';
import { isPlain } from '../../support/plain';

/** What constructs take on Terraform, beside the props that they have on both engines. */
export interface TerraformProps {
  /**
   * The AWS provider of everything that the construct makes and reads, also of what it makes to use others. It stands
   * in the same stack, beside the default one: `new AwsProvider(stack, 'Virginia', { alias: 'virginia', region })`. Its
   * tags are its own. Refused is what would reach into another region or account than that of the provider.
   *
   * @default - the default provider of the stack
   */
  readonly provider?: AwsProvider;
}

/**
 * A plan, with the provider that was asked for.
 *
 * @internal
 */
export interface ProvidedPlan<Props = any, Choices = any> extends Plan<Props, Choices> {
  readonly provider?: AwsProvider;
}

/**
 * The one way to build, for a construct that may name its provider. The checks of the engine see it among the props.
 *
 * @internal
 */
export function planOn<Props extends object, Choices>(
  definition: CapabilityDefinition<Props, Choices>,
  scope: IConstruct,
  id: string,
  props: Props & TerraformProps,
  check?: EngineCheck<Props & TerraformProps, Choices>,
): ProvidedPlan<Props, Choices> {
  const refuse = refusal(pathOf(scope, id), definition.page);
  const { provider, rest } = separated(props, scope, refuse);
  const planned = plan<Props, Choices>(definition, scope, id, rest, asked =>
    check?.({ ...asked, props: { ...asked.props, provider } }),
  );
  return { ...planned, provider };
}

/**
 * Takes the provider out of props or options, which are checked without it.
 *
 * @internal
 */
export function separated<Props>(
  props: Props & TerraformProps,
  scope: IConstruct,
  refuse: Refuse,
): { readonly provider?: AwsProvider; readonly rest: Props } {
  // What is no object is refused with the props.
  if (!isPlain(props)) return { rest: props };
  const { provider, ...rest } = props;
  if (provider === undefined || provider === null) return { rest: rest as any };
  if (!(provider instanceof AwsProvider) || TerraformStack.of(provider) !== TerraformStack.of(scope)) {
    refuse(
      `provider is ${provider instanceof AwsProvider ? `'${provider.node.path}', of another stack` : said(provider)}.`,
      "Give an AwsProvider of this stack: new AwsProvider(stack, 'Virginia', { alias: 'virginia', region }).",
    );
  }
  return { provider, rest: rest as any };
}

/** The providers that constructs were given. */
const GIVEN = new WeakMap<IConstruct, AwsProvider>();

/**
 * Makes everything in a construct with a provider, also what comes later.
 *
 * @internal
 */
export function provide(construct: IConstruct, provider: AwsProvider | undefined): void {
  if (!provider) return;
  GIVEN.set(construct, provider);
  Aspects.of(construct).add({
    visit: node => {
      if (!(node instanceof TerraformResource || node instanceof TerraformDataSource)) return;
      if (node.terraformGeneratorMetadata?.providerName === 'aws') node.provider ??= provider;
    },
  });
}

/**
 * The provider that was given to a construct, or to one that it stands in.
 *
 * @internal
 */
export function providerOf(construct: IConstruct): AwsProvider | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const given = GIVEN.get(at);
    if (given) return given;
  }
  return undefined;
}
