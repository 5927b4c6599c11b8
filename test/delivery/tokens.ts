import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- the emulator's tests share it; it has no types */
const { startIssuer } = require(join(__dirname, '../../emulator/test/issuer.cjs'));

const ISSUER = 'https://token.actions.githubusercontent.com';
const REPOSITORY = 'acme@1234/orders@5678';

/** The service that gives jobs their tokens, with the claims that GitHub's have. */
export class Tokens {
  static async start(endpoint: string): Promise<Tokens> {
    const issuer = await startIssuer(ISSUER);
    await issuer.introduce(endpoint);
    const tokens = new Tokens(issuer);
    await new Promise<void>(listening => tokens.server.listen(0, '127.0.0.1', listening));
    return tokens;
  }

  /** The subjects of the tokens that were asked for, by run. */
  readonly asked: { [run: string]: string[] } = {};
  /** Claims that tokens have instead, by run. */
  readonly instead: { [run: string]: { readonly [claim: string]: unknown } } = {};
  private readonly server: Server;

  private constructor(private readonly issuer: any) {
    this.server = createServer((request, response) => {
      const of = new URL(request.url!, 'http://tokens').searchParams;
      const run = of.get('run')!;
      const claims = { ...claimsOf(of), ...this.instead[run] };
      (this.asked[run] ??= []).push(claims.sub);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ value: this.issuer.token(claims) }));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/token`;
  }

  async stop(): Promise<void> {
    await new Promise(closed => this.server.close(closed));
    await this.issuer.close();
  }
}

/** @see https://docs.github.com/actions/reference/openid-connect-reference */
function claimsOf(of: URLSearchParams) {
  const [environment, ref] = [of.get('environment'), of.get('ref')];
  const subject = environment
    ? `environment:${environment}`
    : of.get('event') === 'pull_request'
      ? 'pull_request'
      : `ref:${ref}`;
  return {
    sub: `repo:${REPOSITORY}:${subject}`,
    repository: 'acme/orders',
    repository_id: '5678',
    ref,
    job_workflow_ref: `acme/orders/.github/workflows/${of.get('workflow')}@${ref}`,
    ...(environment ? { environment } : {}),
  };
}
