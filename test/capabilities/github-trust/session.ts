import { AwsApi } from '../../deploy/aws-api';

/* eslint-disable @typescript-eslint/no-require-imports -- helpers of the embedded AWS, which are no TypeScript */
const { startIssuer } = require('../../../emulator/test/issuer.cjs');
const { sign } = require('../../../emulator/test/sign.cjs');
/* eslint-enable @typescript-eslint/no-require-imports */

/** Who plays GitHub: it signs tokens, and serves its keys. */
export interface Issuer {
  token(claims: object): string;
  /** The same, with a key that is not its own. */
  forged(claims: object): string;
  introduce(endpoint: string): Promise<void>;
  close(): Promise<void>;
}

interface Credentials {
  readonly key: string;
  readonly secret: string;
  readonly token: string;
}

export function startGitHub(): Promise<Issuer> {
  return startIssuer('https://token.actions.githubusercontent.com');
}

/** The calls of a workflow, by the query protocol, which STS, CloudFormation, IAM and SQS speak. */
export class Workflow {
  static async of(aws: AwsApi): Promise<Workflow> {
    const { hostname, port, protocol } = await aws.iam.config.endpoint!();
    return new Workflow(`${protocol}//${hostname}:${port}`, (await aws.iam.config.region()) as string);
  }

  private constructor(
    readonly endpoint: string,
    readonly region: string,
  ) {}

  /** Takes on a role with a token, as the action of AWS does. */
  async withToken(role: string, token: string): Promise<Credentials> {
    const asked = { RoleArn: role, RoleSessionName: 'GitHubActions', WebIdentityToken: token };
    const xml = await this.call('sts', 'AssumeRoleWithWebIdentity', asked);
    return credentialsIn(xml);
  }

  /** Takes on the next role, as the CDK does. */
  async next(role: string, credentials: Credentials): Promise<Credentials> {
    const asked = { RoleArn: role, RoleSessionName: 'cdk' };
    return credentialsIn(await this.call('sts', 'AssumeRole', asked, credentials));
  }

  /** A call with credentials, or with none. Rejects with what AWS says. */
  async call(
    service: string,
    action: string,
    parameters: { readonly [name: string]: string },
    credentials?: Credentials,
  ): Promise<string> {
    const { host } = new URL(this.endpoint);
    const body = new URLSearchParams({ Action: action, ...parameters }).toString();
    const plain = { 'content-type': 'application/x-www-form-urlencoded' };
    const { region } = this;
    const headers = credentials
      ? sign({ method: 'POST', host, path: '/', headers: plain, body, region, service, credentials })
      : plain;
    const answer = await fetch(this.endpoint, { method: 'POST', headers, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${text}`);
    return text;
  }
}

function credentialsIn(xml: string): Credentials {
  const [key, secret, token] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(
    name => new RegExp(`<${name}>([^<]+)<`).exec(xml)![1],
  );
  return { key, secret, token };
}
