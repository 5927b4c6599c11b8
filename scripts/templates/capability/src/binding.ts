import { PAGE } from './page';
import { Access, Binding, BindingRequest, environmentPrefixOf } from '../../binding/binding';
import { BindingError } from '../../support/errors';

/** The facts about a {{words}} that its readers need. */
export interface {{Name}}Address {
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly name: string;
}

/** Turns a request into the permissions and variables of the consumer. Makes nothing. */
export function bindingTo({ id, path, arn, name }: {{Name}}Address, request: BindingRequest): Binding {
  const access = request.access ?? Access.READ;
  if (access !== Access.READ) {
    throw new BindingError({
      what: `A {{words}} cannot be used to ${access}.`,
      where: `${request.consumer} uses ${path}`,
      hint: 'Give Access.READ.',
      page: PAGE,
    });
  }
  return {
    capability: '{{name}}',
    resource: path,
    access,
    environmentPrefix: environmentPrefixOf(id),
    environment: { NAME: name },
    permissions: [{ actions: ['ssm:GetParameter'], resources: [arn] }],
    ports: [],
  };
}
