import { Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { bindingTo } from './binding';
import { {{Name}}Choices } from './decisions';
import { definition } from './definition';
import { Managed{{Name}}Props } from './props';
import { Binding, BindingRequest, IBindable } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { plan } from '../../path/plan';

/** Every resource of a {{words}}, as its L1. */
export interface Managed{{Name}}Resources {
  /** The parameter. */
  readonly parameter: ssm.CfnParameter;
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

  constructor(scope: Construct, id: string, props: Managed{{Name}}Props = {}) {
    const planned = plan(definition, scope, id, props);
    super(scope, id, planned);
    this.resources = this._make(() => render{{Name}}(this, planned.choices));
  }

  /** The permissions and variables of a consumer. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { id, path } = this.node;
    const name = this.resources.parameter.ref;
    const arn = Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name });
    return bindingTo({ id, path, arn, name }, request);
  }
}

function render{{Name}}(owner: CapabilityConstruct, { value, storage }: {{Name}}Choices): Managed{{Name}}Resources {
  const parameter = owner._slot('parameter', new ssm.CfnParameter(owner, 'Resource', { type: 'String', value, tier: storage }));
  return { parameter };
}
