import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPathService as TerraformService } from '../../../src/capabilities/service/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { refusal } from '../../fixtures/errors';
import { IMAGE } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const TYPICAL = { owner: 'team-orders', source: IMAGE };

const ENGINES: [engine: string, stackOf: () => any, make: (stack: any, props: any, id?: string) => any][] = [
  ['AWS CDK', () => stackOn(), (stack, props, id = 'Orders') => new GoldenPathService(stack, id, props)],
  ['Terraform', () => terraformStackOn(), (stack, props, id = 'Orders') => new TerraformService(stack, id, props)],
];

describe.each(ENGINES)('on %s', (_, stackOf, make) => {
  test.each<[string, any, string, string]>([
    ['null', null, 'The props are null', 'Give an object'],
    ['a text', 'nginx:1', 'The props are "nginx:1"', 'with any of owner, source'],
    [
      'a misspelt prop',
      { ...TYPICAL, exposures: 1 },
      "'exposures' is not a name in the props",
      "Did you mean 'exposure'",
    ],
    [
      'a misspelt name in a prop',
      { ...TYPICAL, scaling: { targetCpuUtilization: 40 } },
      "'targetCpuUtilization' is not a name in scaling",
      "Did you mean 'targetCpuPercent'",
    ],
  ])('%s is refused, and the id can be used again', (__, props, what, hint) => {
    const stack = stackOf();
    const { complaint } = refusal(() => make(stack, props));
    expect(complaint).toMatchObject({ where: 'Shop/Orders', what: expect.stringContaining(what) });
    expect(complaint.hint).toContain(hint);
    expect(stack.node.tryFindChild('Orders')).toBeUndefined();
    expect(make(stack, TYPICAL).node.path).toBe('Shop/Orders');
  });
});

describe('what factories and methods are given', () => {
  test.each<[string, (value: any) => unknown, any, string, string]>([
    ['Exposure.internal', Exposure.internal, { domain: 'a.acme.com' }, "'domain' is not a name", "'domainName'"],
    ['Exposure.publicHttps', Exposure.publicHttps, { allowedCidrs: '10.0.0.0/8' }, 'options.allowedCidrs', 'a list'],
    ['Exposure.publicHttps', Exposure.publicHttps, { redirectHttp: 'yes' }, 'options.redirectHttp is "yes"', 'true or'],
    ['Exposure.sharedLoadBalancer', Exposure.sharedLoadBalancer, undefined, 'options is undefined', 'listenerArn'],
    ['Exposure.sharedLoadBalancer', Exposure.sharedLoadBalancer, { priority: '7' }, 'priority is "7"', 'a number'],
    [
      'ServiceSource.ecrRepository',
      value => ServiceSource.ecrRepository('orders', '1', value),
      { regions: 'us-east-1' },
      "'regions' is not a name",
      "'region'",
    ],
    [
      'ServiceSource.dockerfile',
      value => ServiceSource.dockerfile('app', value),
      { buildArgs: ['A'] },
      'options.buildArgs is ["A"]',
      'an object',
    ],
  ])('%s refuses what it does not know', (where, give, options, what, hint) => {
    const { complaint } = refusal(() => give(options));
    expect(complaint).toMatchObject({ where, what: expect.stringContaining(what), page: 'guides/service.md' });
    expect(complaint.hint).toContain(hint);
  });

  test.each(ENGINES)('a use with an unknown option, on %s', (_, stackOf, make) => {
    const stack = stackOf();
    const [service, other] = [make(stack, TYPICAL), make(stack, TYPICAL, 'Other')];
    const { complaint } = refusal(() => service.uses(other, undefined, { prefix: 'OTHER' }));
    expect(complaint).toMatchObject({ where: 'Shop/Orders', what: "'prefix' is not a name in options." });
    expect(service._manifestEntry().uses).toEqual([]);
  });

  test.each(ENGINES)('a sidecar with an unknown option, on %s', (_, stackOf, make) => {
    const service = make(stackOf(), TYPICAL);
    const { complaint } = refusal(() =>
      service.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', memory: 64 }),
    );
    expect(complaint).toMatchObject({
      what: "'memory' is not a name in options.",
      hint: expect.stringContaining('memoryMib'),
    });
  });

  test.each(ENGINES)('a service that was made elsewhere, with a misspelt attribute, on %s', (engine, stackOf) => {
    const stack = stackOf();
    const Service = engine === 'AWS CDK' ? GoldenPathService : TerraformService;
    const attributes: any = { url: 'https://billing.acme.com', securityGroup: 'sg-0aa' };
    const { complaint } = refusal(() => Service.fromServiceAttributes(stack, 'Billing', attributes));
    expect(complaint).toMatchObject({ where: 'Shop/Billing', hint: expect.stringContaining("'securityGroupId'") });
    expect(stack.node.tryFindChild('Billing')).toBeUndefined();
  });
});
