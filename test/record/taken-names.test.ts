import { App, Stack } from 'aws-cdk-lib';
import { Testing } from 'cdktf';
import { Engine, renderingOf } from '../../projenrc/capabilities';
import { FunctionCode, FunctionHttp } from '../../src/capabilities/function/props';
import { Exposure } from '../../src/capabilities/service/props';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { InvalidInputError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';
import { ENV, stackOn } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';

const ENGINES: Engine[] = ['aws', 'terraform'];

/** Stacks of one app in these regions; undefined where nobody knows where. */
function stacksIn(engine: Engine, ...regions: (string | undefined)[]): any[] {
  const app: any = engine === 'aws' ? new App() : Testing.app();
  return regions.map((region, i) => {
    const env = region ? { ...ENV, region } : undefined;
    if (engine === 'aws') return stackOn(undefined, {}, app, `S${i}`, { env });
    const terraform = env && { region, deployRoleArn: `arn:aws:iam::${env.account}:role/deploy` };
    return terraformStackOn(undefined, { terraform }, app, `S${i}`);
  });
}

const publish = (engine: Engine, stack: Stack, id: string, publishTo = '/acme/network') =>
  new (renderingOf('network', engine))(stack, id, { natGateways: 0, publishTo });
const collect = (engine: Engine, stack: Stack, id: string) => new (renderingOf('insights', engine))(stack, id, {});

const NAME = 'orders.acme.com';
const ZONE = 'Z0123456789ABC';
const certificateIn = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/0f1e2d3c`;
const CERTIFICATE = certificateIn('eu-west-1');
const VIRGINIAN = certificateIn('us-east-1');
const expose = (engine: Engine, stack: Stack, id: string, domain: object) =>
  new (renderingOf('service', engine))(stack, id, {
    owner: 'team',
    source: ServiceSource.image('public.ecr.aws/acme/orders:1'),
    exposure: Exposure.publicHttps({ domainName: NAME, ...domain }),
  });
const call = (engine: Engine, stack: Stack, id: string, domain: object) =>
  new (renderingOf('function', engine))(stack, id, {
    owner: 'team',
    code: FunctionCode.python('test/fixtures', { handler: 'handler.handler' }),
    http: FunctionHttp.iam({ domainName: NAME, ...domain }),
  });

describe.each(ENGINES)('on %s', engine => {
  test('a domain is in a hosted zone once, whatever has it and wherever it is', () => {
    const [a, b, c] = stacksIn(engine, 'eu-west-1', 'us-east-1', undefined);
    const said = `'S0/One' has the DNS record '${NAME}' already, and there is one in a hosted zone.`;
    expose(engine, a, 'One', { hostedZoneId: ZONE });
    for (const again of [
      () => expose(engine, a, 'Two', { hostedZoneId: ZONE }),
      () => expose(engine, b, 'Two', { hostedZoneId: ZONE }),
      () => expose(engine, c, 'Two', { hostedZoneId: ZONE }),
      () => call(engine, b, 'Two', { hostedZoneId: ZONE }),
      () => call(engine, c, 'Two', { hostedZoneId: ZONE, certificateArn: CERTIFICATE }),
      // In the account of the stack: the same zone, by all that is known.
      () => expose(engine, b, 'Two', {}),
    ]) {
      expect(refusal(again).complaint.what).toBe(said);
    }
    for (const stack of [a, b, c]) expect(stack.node.tryFindChild('Two')).toBeUndefined();
  });

  test('but in two zones, or with records of the team’s, there is one for each side', () => {
    const [a, b] = stacksIn(engine, 'eu-west-1', 'us-east-1');
    expose(engine, a, 'One', { hostedZoneId: ZONE });
    expect(() => expose(engine, a, 'Inside', { hostedZoneId: 'ZPRIVATE' })).not.toThrow();
    expect(() => expose(engine, b, 'Two', { certificateArn: VIRGINIAN })).not.toThrow();
    expect(() => call(engine, b, 'Three', { certificateArn: VIRGINIAN })).not.toThrow();
  });

  test('of API Gateway a region has one domain, whoever’s zone it is in', () => {
    const [a, b, c] = stacksIn(engine, 'eu-west-1', 'eu-west-1', 'us-east-1');
    call(engine, a, 'One', { certificateArn: CERTIFICATE });
    expect(refusal(() => call(engine, b, 'Two', { certificateArn: CERTIFICATE })).complaint.what).toBe(
      `'S0/One' has the domain name '${NAME}' at API Gateway already, and there is one in a region, of all accounts.`,
    );
    expect(() => call(engine, c, 'Two', { certificateArn: VIRGINIAN })).not.toThrow();
  });

  test('two networks of an account and region are not published at one place', () => {
    const [a, b] = stacksIn(engine, 'eu-west-1', 'eu-west-1');
    publish(engine, a, 'One');
    const error = refusal(() => publish(engine, b, 'Two'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.what).toBe(
      "'S0/One' has the parameters of the network at '/acme/network' already, " +
        'and there is one in an account and region.',
    );
    expect(b.node.tryFindChild('Two')).toBeUndefined();
    expect(() => publish(engine, b, 'Two', '/acme/other')).not.toThrow();
  });

  test('of two platforms in an account and region, one collects', () => {
    const [a, b] = stacksIn(engine, 'eu-west-1', 'eu-west-1');
    collect(engine, a, 'One');
    expect(refusal(() => collect(engine, b, 'Two')).complaint.what).toContain("the event bus 'goldenpath-insights'");
  });

  test('in another region, or in a stack of no known place, they do', () => {
    const [a, b, c, d] = stacksIn(engine, 'eu-west-1', 'us-east-1', undefined, undefined);
    for (const stack of [a, b, c, d]) expect(() => publish(engine, stack, 'Net')).not.toThrow();
    expect(refusal(() => publish(engine, d, 'Again')).complaint.what).toContain("'S3/Net' has");
  });

  test('the name of what has been removed is free', () => {
    const [a] = stacksIn(engine, 'eu-west-1');
    collect(engine, a, 'One');
    a.node.tryRemoveChild('One');
    expect(() => collect(engine, a, 'Two')).not.toThrow();
  });
});
