import { EnableOutboundWebIdentityFederationCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { AwsApi } from '../../deploy/aws-api';
import { CdkApp, succeeded } from '../../deploy/cdk';
import { DeployedWork } from '../../deploy/deployed-work';
import { missing } from '../../deploy/inventory';
import { Steps } from '../../deploy/scenario';

/** What a caller is to do: see deployed-caller. */
interface Call {
  readonly call?: string;
  /** Another address than that of what it uses. */
  readonly at?: string;
  readonly how: 'signed' | 'token' | 'neither';
  readonly audience?: string;
}

/** Functions that call functions in the name of their roles, deployed and called. */
export function deployedCalls({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const asks = async (caller: string, call: Call) => {
    const name = (await DeployedWork.of(aws(), 'Calls')).id('AWS::Lambda::Function', caller);
    const { Payload } = await aws().lambda.send(
      new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(call)) }),
    );
    return JSON.parse(Buffer.from(Payload!).toString());
  };
  const urlOf = async (name: string): Promise<string> =>
    (await aws().stack('Calls')).Outputs!.find(({ OutputKey }) => OutputKey!.startsWith(`${name}Url`))!.OutputValue!;
  const ANSWER = { status: 200, body: 'GET /orders/7' };

  does('callers and the called are created', async () => void succeeded(await app().deploy(['Calls'])));

  shows('every resource of them', async () => expect(await missing(aws(), 'Calls')).toEqual([]));

  shows('a caller that may sign for what it uses', async () =>
    expect(await asks('Orders', { call: 'PAYMENTS', how: 'signed' })).toEqual(ANSWER),
  );

  shows('no way in for it without a signature, or with a token', async () => {
    expect((await asks('Orders', { call: 'PAYMENTS', how: 'neither' })).status).toBe(403);
    expect((await asks('Orders', { at: await urlOf('Payments'), how: 'token', audience: 'x' })).status).toBe(403);
  });

  shows('no way to an API that it does not use', async () =>
    expect((await asks('Orders', { at: await urlOf('Refunds'), how: 'signed' })).status).toBe(403),
  );

  shows('no way in for a role that uses another API', async () => {
    expect((await asks('Stranger', { at: await urlOf('Payments'), how: 'signed' })).status).toBe(403);
    expect(await asks('Stranger', { call: 'REFUNDS', how: 'signed' })).toEqual(ANSWER);
  });

  shows('no tokens before the account has an issuer, and then one that opens what it is for', async () => {
    expect((await asks('Orders', { call: 'LETTERS', how: 'token' })).status).toBe(401);
    await aws().iam.send(new EnableOutboundWebIdentityFederationCommand({}));
    expect(await asks('Orders', { call: 'LETTERS', how: 'token' })).toEqual(ANSWER);
  });

  shows('no token for another audience, and none for another role', async () => {
    const at = await urlOf('Letters');
    expect((await asks('Orders', { at, how: 'token', audience: 'https://refunds.acme.com' })).status).toBe(401);
    expect((await asks('Stranger', { at, how: 'token', audience: 'https://letters.acme.com' })).status).toBe(401);
    expect((await asks('Orders', { at, how: 'signed' })).status).toBe(401);
    expect((await asks('Orders', { at, how: 'neither' })).status).toBe(401);
  });
}
