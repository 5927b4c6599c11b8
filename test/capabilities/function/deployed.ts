import { IncomingHttpHeaders, request } from 'http';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { deployedCalls } from './deployed-calls';
import { AwsApi } from '../../deploy/aws-api';
import { CdkApp, succeeded } from '../../deploy/cdk';
import { DeployedWork } from '../../deploy/deployed-work';
import { missing } from '../../deploy/inventory';
import { Steps } from '../../deploy/scenario';

const SHOP = 'https://shop.acme.com';
const ASKS = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' };

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Calls a URL whose host no machine can look up. */
function call(url: string, method: string, headers: { [name: string]: string }): Promise<Answer> {
  const { host, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: pathname, method, headers: { host, ...headers } }, answer => {
      const { statusCode, headers: received } = answer;
      let body = '';
      answer.setEncoding('utf8').on('data', text => (body += text));
      answer.on('end', () => resolve({ status: statusCode!, headers: received, body }));
    });
    sent.on('error', reject).end();
  });
}

/** What an answer says to a browser of other websites. */
function told({ headers }: Answer): { [name: string]: string | string[] | undefined } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));
}

/** Functions that pages of another website call, deployed and called as a browser does. */
export function deployed({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const endpointOf = async (name: string) => {
    const ApiId = (await DeployedWork.of(aws(), 'Pages')).id('AWS::ApiGatewayV2::Api', `${name}HttpApi`);
    const { Items } = await aws().apiGateway.send(new GetApisCommand({}));
    return Items!.find(api => api.ApiId === ApiId)!.ApiEndpoint!;
  };
  const as = async (name: string, method: string, headers: { [name: string]: string }, path = '/orders/7') =>
    call(`${await endpointOf(name)}${path}`, method, headers);

  const recordsOf = async (name: string) => {
    const zone = (await aws().resources('Pages')).find(
      ({ ResourceType }) => ResourceType === 'AWS::Route53::HostedZone',
    );
    const path = `/2013-04-01/hostedzone/${zone!.PhysicalResourceId}/rrset`;
    const records = (await aws().text('route53', path)).matchAll(/<Name>([^<]+)\.<\/Name><Type>(\w+)<\/Type>/g);
    return [...records].filter(([, found]) => found === name).map(([, , type]) => type);
  };

  does('is created', async () => void succeeded(await app().deploy(['Pages'])));

  shows('every resource that CloudFormation speaks of', async () => expect(await missing(aws(), 'Pages')).toEqual([]));

  shows('an answer to what a browser asks first, although every call has to be signed', async () => {
    for (const path of ['/', '/orders/7']) {
      const answer = await as('Closed', 'OPTIONS', { Origin: SHOP, ...ASKS }, path);
      expect([answer.status, answer.body]).toEqual([204, '']);
      expect(told(answer)).toEqual({
        'access-control-allow-origin': SHOP,
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers':
          'content-type,authorization,x-amz-date,x-amz-security-token,x-amz-content-sha256',
        'access-control-expose-headers': 'x-method',
        'access-control-allow-credentials': 'true',
        'access-control-max-age': '3600',
      });
    }
    expect(told(await as('Closed', 'OPTIONS', { Origin: 'https://evil.example', ...ASKS }))).toEqual({});
  });

  shows('no way in without a signature, with any method', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      expect([method, (await as('Closed', method, { Origin: SHOP })).status]).toEqual([method, 403]);
    }
  });

  shows('the answer of the program to the page, and to no other', async () => {
    for (const path of ['/', '/orders/7']) {
      const answer = await as('Open', 'POST', { Origin: SHOP }, path);
      expect([answer.status, answer.body]).toEqual([200, `POST ${path}`]);
      expect(told(answer)).toEqual({
        'access-control-allow-origin': SHOP,
        'access-control-expose-headers': 'x-method',
        'access-control-allow-credentials': 'true',
      });
    }
    expect(told(await as('Open', 'GET', { Origin: 'https://evil.example' }))).toEqual({});
    expect((await as('Open', 'GET', {})).body).toBe('GET /orders/7');
  });

  shows('the program under the name of its team’s, and under no other', async () => {
    const { port } = new URL(await endpointOf('Named'));
    const answer = await call(`http://named.acme.com:${port}/orders/7`, 'GET', {});
    expect([answer.status, answer.body]).toEqual([200, 'GET /orders/7']);
    expect((await as('Named', 'GET', {})).status).toBe(404);
    expect((await recordsOf('named.acme.com')).sort()).toEqual(['A', 'AAAA']);
  });

  deployedCalls({ does, shows }, aws, app);
}
