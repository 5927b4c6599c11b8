import { accessIn } from '../../binding/access';
import { Access, Binding, BindingRequest, environmentPrefixOf } from '../../binding/binding';
import { CalledApi, callingOf } from '../../parts/http-api/authorization';
import { BindingError } from '../../support/errors';

/** The page about who uses what. */
const PAGE = 'guides/bindings.md';

/** A function as its callers need it. */
export interface CalledFunction {
  readonly id: string;
  readonly path: string;
  /** Undefined without an HTTP API. */
  readonly url?: string;
  readonly api?: CalledApi;
}

/** The answer to a consumer's request. Nothing is made, and nothing of the function is touched. */
export function bindingTo({ id, path, url, api }: CalledFunction, request: BindingRequest): Binding {
  const access = accessIn(request, Access.READ_WRITE, path);
  const refuse = (what: string, hint: string): never => {
    throw new BindingError({ what, where: `${request.consumer} uses ${path}`, hint, page: PAGE });
  };
  if (access === Access.CONSUME || access === Access.PUBLISH) {
    return refuse(
      `A function has no messages to ${access}.`,
      'Leave the access out: whoever may call it may do all. For messages, put a queue between the two.',
    );
  }
  if (url === undefined || !api) {
    return refuse(
      'It has no address: this function is called by events.',
      'Give it http: FunctionHttp.iam(), and it can be called by who has the permission.',
    );
  }
  const { environment, permissions } = callingOf(api);
  return {
    capability: 'function',
    resource: path,
    access,
    environmentPrefix: environmentPrefixOf(id),
    environment: { URL: url, ...environment },
    permissions,
    ports: [],
  };
}
