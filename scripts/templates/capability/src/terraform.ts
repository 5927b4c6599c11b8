import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { bindingTo } from './binding';
import { {{Name}}Choices } from './decisions';
import { definition } from './definition';
import { Managed{{Name}}Props } from './props';
import { Binding, BindingRequest, IBindable } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { nameOf } from '../../engines/terraform/names';
import { planOn, TerraformProps } from '../../engines/terraform/provider';

/** Every resource of a {{words}}. */
export interface Managed{{Name}}Resources {
  /** The parameter. */
  readonly parameter: SsmParameter;
}

/**
 * Say in a sentence what it gives to an app team.
 *
 * @example
 * orders.uses(new Managed{{Name}}(stack, 'My{{Name}}'));
 */
export class Managed{{Name}} extends CapabilityConstruct implements IBindable {
  /** Every resource, by name. */
  public readonly resources: Managed{{Name}}Resources;

  constructor(scope: Construct, id: string, props: Managed{{Name}}Props & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props);
    super(scope, id, planned);
    this.resources = this._make(() => render{{Name}}(this, planned.choices));
  }

  /** The permissions and variables of a consumer. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { arn, name } = this.resources.parameter;
    return bindingTo({ id: this.node.id, path: this.node.path, arn, name }, request);
  }
}

/** The longest name of a parameter. */
const LONGEST_NAME = 512;

function render{{Name}}(owner: CapabilityConstruct, { value, storage }: {{Name}}Choices): Managed{{Name}}Resources {
  const parameter = new SsmParameter(owner, 'Resource', {
    name: nameOf(owner, 'parameter', LONGEST_NAME),
    type: 'String',
    insecureValue: value,
    tier: storage,
    tags: owner._tags,
  });
  return { parameter: owner._slot('parameter', parameter) };
}
