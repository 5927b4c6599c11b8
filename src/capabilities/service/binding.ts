import { ServiceChoices } from './decisions';
import { ExposureKind } from './exposure';
import { accessIn } from '../../binding/access';
import { Access, Binding, BindingRequest, environmentPrefixOf } from '../../binding/binding';
import { CalledApi, callingOf, HttpCallers } from '../../parts/http-api/authorization';
import { BindingError } from '../../support/errors';
import { isToken } from '../../support/tokens';

/** The way in for callers inside the network: a security group, and the port that it guards. */
export interface Entrance {
  readonly securityGroupId: string;
  readonly port: number;
}

/** The address of a service, made here or elsewhere, as consumers need it. */
export interface ServiceAddress {
  readonly id: string;
  readonly path: string;
  readonly url: string;
  /** Undefined where it is reached like anything on the internet: by the way out that every task has. */
  readonly entrance?: Entrance;
  /** Its HTTP API, where that checks who calls. */
  readonly api?: CalledApi;
  /** Whether it takes nobody but people who sign in. */
  readonly peopleOnly?: boolean;
}

/** The answer to a consumer's request. Nothing is made, and nothing of the service is touched. */
export function bindingTo(
  { id, path, url, entrance, api, peopleOnly }: ServiceAddress,
  request: BindingRequest,
): Binding {
  const access = accessIn(request, Access.READ_WRITE, path);
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
  if (peopleOnly) {
    refuse(
      'Whoever calls it has to sign in, which a program cannot.',
      "Open a path for programs, which checks them itself: openPaths: ['/api/*'].",
    );
  }
  const calling = callingOf(api ?? { callers: HttpCallers.OPEN });
  return {
    capability: 'service',
    resource: path,
    access,
    environmentPrefix: environmentPrefixOf(id),
    environment: { URL: url, ...calling.environment },
    // Who may ask for what is the program's own business.
    permissions: calling.permissions,
    ports: entrance ? [{ ...entrance, name: id }] : [],
  };
}

/** Whether a service takes nobody but people who sign in. */
export function isForPeople({ signIn, signInOpenPaths }: ServiceChoices): boolean {
  return signIn !== null && signInOpenPaths === null;
}

/**
 * The way in for callers inside the network: through the load balancer of the service, or through the shared one.
 *
 * @param securityGroupId that of the load balancer
 */
export function entranceOf({ exposure, tls }: ServiceChoices, securityGroupId: string): Entrance | undefined {
  if (exposure === ExposureKind.PUBLIC) return undefined;
  return { securityGroupId, port: tls === 'none' ? 80 : 443 };
}
