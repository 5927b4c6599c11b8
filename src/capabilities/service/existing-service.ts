import { Construct } from 'constructs';
import { bindingTo } from './binding';
import { Binding, BindingRequest, IBindable } from '../../binding/binding';
import { HttpAuthorization, HttpCallers } from '../../parts/http-api/authorization';
import { fits, isGiven, pathOf, Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

/** A service that consumers can use: a GoldenPathService, or one that was made elsewhere. */
export interface IService extends IBindable {
  /** The URL that clients call, with the scheme: `https://orders.acme.com`. */
  readonly url: string;
}

/** The properties of a service that was made elsewhere. */
export interface ServiceAttributes {
  /** The URL that clients call, with the scheme: `https://orders.acme.com`. */
  readonly url: string;
  /**
   * The security group of its load balancer. Consumers add a rule to it.
   *
   * @default - none: it is reached by HTTPS, like anything on the internet
   */
  readonly securityGroupId?: string;
  /**
   * The TCP port that the security group guards, 1 to 65535.
   *
   * @default - that of the URL
   */
  readonly port?: number;
  /**
   * How its HTTP API checks who calls.
   *
   * @default - it lets in everybody
   */
  readonly authorization?: HttpAuthorization;
  /**
   * The ARN of its HTTP API, as permissions to call have it, for `HttpAuthorization.iam()`:
   * `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5`. It is one of this account: others are let in by no policy.
   *
   * @default - nobody has to sign
   */
  readonly executeApiArn?: string;
}

/** A service that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingService extends Construct implements IService {
  public readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ServiceAttributes,
  ) {
    checkAttributes(attributes, refusal(pathOf(scope, id), 'guides/bindings.md'));
    super(scope, id);
    this.url = attributes.url;
  }

  public bind(request: BindingRequest): Binding {
    const { url, securityGroupId, authorization, executeApiArn } = this.attributes;
    const { id, path } = this.node;
    return bindingTo(
      {
        id,
        path,
        url,
        entrance: securityGroupId ? { securityGroupId, port: portOf(this.attributes)! } : undefined,
        api: authorization && { callers: authorization._kind, tokens: authorization.tokens, arn: executeApiArn },
      },
      request,
    );
  }
}

const URL_SHAPE = /^(https?):\/\/[^\s/:*]+(?::(\d{1,5}))?(?:\/\S*)?$/;

/** The port that was given, else the one that the URL says. */
function portOf({ url, port }: ServiceAttributes): number | undefined {
  if ((port ?? undefined) !== undefined) return port;
  const [, scheme, inUrl] = URL_SHAPE.exec(url) ?? [];
  if (inUrl) return Number(inUrl);
  return scheme ? { http: 80, https: 443 }[scheme] : undefined;
}

const EXECUTE_API_ARN = /^arn:[^:]+:execute-api:[^:]+:\d{12}:[a-z0-9]+$/;

function checkAuthorization({ authorization, executeApiArn }: ServiceAttributes, refuse: Refuse): void {
  if (isGiven(authorization) && !(authorization instanceof HttpAuthorization)) {
    refuse(`authorization is ${said(authorization)}.`, 'Give HttpAuthorization.iam() or HttpAuthorization.jwt(...).');
  }
  const signs = authorization?._kind === HttpCallers.IAM;
  if (signs !== isGiven(executeApiArn)) {
    refuse(
      signs ? 'Callers sign, and executeApiArn is missing.' : 'executeApiArn is for callers who sign.',
      'Give authorization: HttpAuthorization.iam() with executeApiArn, or neither of them.',
    );
  }
  if (isGiven(executeApiArn) && !fits(executeApiArn, EXECUTE_API_ARN)) {
    refuse(
      `executeApiArn is ${said(executeApiArn)}.`,
      "Give the ARN of the API without a stage: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5'.",
    );
  }
}

/** Refuses what cannot be right. Values that are known at deployment only pass. */
function checkAttributes(attributes: ServiceAttributes, refuse: Refuse): void {
  checkStruct('ServiceAttributes', attributes, refuse, 'attributes');
  const { url, securityGroupId } = attributes;
  if (!fits(url, URL_SHAPE)) refuse(`url is ${said(url)}.`, "Give the whole address: 'https://orders.acme.com'.");
  checkAuthorization(attributes, refuse);
  const known = (securityGroupId ?? undefined) !== undefined;
  if (known && !fits(securityGroupId, /^sg-[0-9a-z]+$/)) {
    refuse(`securityGroupId is ${said(securityGroupId)}.`, "Give an id that begins with 'sg-'.");
  }
  const port = portOf(attributes);
  if (port === undefined) {
    if (known) {
      refuse('The port of the URL is known at deployment only.', 'Give port, the one that the security group guards.');
    }
    return;
  }
  if (!isToken(port) && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    refuse(`port is ${said(port)}.`, 'Give a whole number from 1 to 65535.');
  }
  if (!known && !isToken(port) && port !== 443) {
    refuse(
      `Port ${port} is not open to tasks unless a rule says so.`,
      'Give securityGroupId, that of its load balancer.',
    );
  }
}
