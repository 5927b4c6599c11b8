import { Access, BindingRequest } from './binding';
import { BindingError } from '../support/errors';
import { said } from '../support/input';

/**
 * The access that a consumer asks for, or the usual one where it asks for none. Refuses what is no access: a capability
 * that only looked for the accesses that it refuses would take any other text for the most.
 *
 * @param resource the construct path of what is used
 * @internal
 */
export function accessIn({ access, consumer }: BindingRequest, usual: Access, resource: string): Access {
  if (access === undefined || access === null) return usual;
  const all: unknown[] = Object.values(Access);
  if (all.includes(access)) return access;
  throw new BindingError({
    what: `The access is ${said(access)}.`,
    where: `${consumer} uses ${resource}`,
    hint: `Give one of ${all.map(said).join(', ')}, as Access.READ, or leave it out: ${said(usual)}.`,
    page: 'guides/bindings.md',
  });
}
