import { ServiceChoices } from './decisions';
import { Exposure, ExposureKind } from './exposure';
import { Access, Binding, BindingRequest, environmentPrefixOf } from '../../binding/binding';
import { BindingError } from '../../support/errors';
import { isToken } from '../../support/tokens';

/** What lets a caller inside the network through: a security group, and the port that it guards. */
export interface Entrance {
  readonly securityGroupId: string;
  readonly port: number;
}

/** What a consumer must know of a service, made here or elsewhere. */
export interface ServiceAddress {
  readonly id: string;
  readonly path: string;
  readonly url: string;
  /** None where it is reached like anything on the internet: by the way out that every task has. */
  readonly entrance?: Entrance;
}

/** Turns a request into what the consumer gets. Nothing is made, and nothing of the service is touched. */
export function bindingTo({ id, path, url, entrance }: ServiceAddress, request: BindingRequest): Binding {
  const access = request.access ?? Access.READ_WRITE;
  const refuse = (what: string, hint: string): never => {
    throw new BindingError({ what, where: `${request.consumer} uses ${path}`, hint, page: 'guides/bindings.md' });
  };
  if (access === Access.CONSUME || access === Access.PUBLISH) {
    refuse(
      `A service has no messages to ${access}.`,
      'Leave the access out: whoever reaches its port may call it. For messages, put a queue between the two.',
    );
  }
  if (!isToken(url) && url.includes('*')) {
    refuse(
      `'${url}' is no address: the shared load balancer is not told the whole host name.`,
      'Give its exposure a first host header without a wildcard.',
    );
  }
  return {
    capability: 'service',
    resource: path,
    access,
    environmentPrefix: environmentPrefixOf(id),
    environment: { URL: url },
    // Who may ask for what is the program's own business.
    permissions: [],
    ports: entrance ? [{ ...entrance, name: id }] : [],
  };
}

/** Where callers inside the network come in: at the load balancer of the service, or at the shared one. */
export function entranceOf(
  { exposure: kind, tls }: ServiceChoices,
  { shared }: Exposure,
  loadBalancerSecurityGroupId: string | undefined,
): Entrance | undefined {
  if (kind === ExposureKind.PUBLIC) return undefined;
  const securityGroupId = kind === ExposureKind.SHARED ? shared!.securityGroupId : loadBalancerSecurityGroupId!;
  return { securityGroupId, port: tls === 'none' ? 80 : 443 };
}
