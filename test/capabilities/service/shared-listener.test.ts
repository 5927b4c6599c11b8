import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { terraformServiceIn } from './terraform-fixture';
import { contains, rangeOf } from '../../../src/capabilities/service/listener-conditions';
import { Exposure } from '../../../src/capabilities/service/props';
import { refusal } from '../../fixtures/errors';
import { serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const shared = (more: object) => ({
  exposure: Exposure.sharedLoadBalancer({
    listenerArn: SHARED_LISTENER,
    securityGroupId: 'sg-0123456789abcdef0',
    ...more,
  } as any),
});
const SHOP = { hostHeaders: ['shop.acme.com'] };

/** The ways to make a service behind the shared listener, by engine; each gives its priority. */
const ENGINES: [string, () => (id: string, more: object) => number][] = [
  [
    'aws',
    () => {
      const stack = stackOn();
      return (id, more) => serviceIn(stack, shared(more), id).resources.listenerRule!.priority;
    },
  ],
  [
    'terraform',
    () => {
      const stack = terraformStackOn();
      return (id, more) => terraformServiceIn(stack, shared(more), id).resources.listenerRule!.priorityInput!;
    },
  ],
];

describe.each(ENGINES)('a shared listener on %s', (_, engine) => {
  test('asks the more specific rule first, in whatever order they were made', () => {
    const rules: { [id: string]: object } = {
      Orders: { ...SHOP, pathPatterns: ['/api/orders/*'] },
      Order: { ...SHOP, pathPatterns: ['/api/orders/one'] },
      Api: { ...SHOP, pathPatterns: ['/api/*'] },
      Web: SHOP,
      Shops: { hostHeaders: ['*.acme.com'], pathPatterns: ['/api/*'] },
      All: { hostHeaders: ['*.acme.com'] },
      Health: { pathPatterns: ['/health'] },
      Rest: { pathPatterns: ['/*'] },
    };
    const expected = ['Order', 'Orders', 'Api', 'Web', 'Shops', 'All', 'Health', 'Rest'];
    for (const order of [Object.keys(rules), Object.keys(rules).reverse()]) {
      const make = engine();
      const priorities = Object.fromEntries(order.map(id => [id, make(id, rules[id])]));
      expect(Object.keys(priorities).sort((a, b) => priorities[a] - priorities[b])).toEqual(expected);
    }
  });

  test('a name of a construct changes no priority', () => {
    const [one, two] = [engine(), engine()];
    const web = one('Web', SHOP);
    const api = one('Api', { ...SHOP, pathPatterns: ['/api/*'] });
    expect([two('Site', SHOP), two('Backend', { ...SHOP, pathPatterns: ['/api/*'] })]).toEqual([web, api]);
  });

  test('refuses equal conditions, however they are spelled', () => {
    const make = engine();
    make('Web', { hostHeaders: ['shop.acme.com', 'www.acme.com'] });
    const { complaint } = refusal(() =>
      make('Site', { hostHeaders: ['www.acme.com', 'Shop.acme.com'], pathPatterns: [] }),
    );
    expect(complaint.what).toContain("'Shop/Web' has the same host names and paths");
  });

  test('refuses given priorities by which a service would never see a request', () => {
    const make = engine();
    make('Web', { ...SHOP, priority: 10 });
    expect(refusal(() => make('Api', { ...SHOP, pathPatterns: ['/api/*'] })).complaint).toMatchObject({
      what: "On the shared listener all requests of this service go to 'Shop/Web', which has priority 10.",
      hint: expect.stringContaining('below 10'),
    });
    make('Orders', { ...SHOP, pathPatterns: ['/orders/*'], priority: 9 });
    expect(refusal(() => make('Rest', { pathPatterns: ['/*'], priority: 5 })).complaint.what).toContain(
      "would take all requests of 'Shop/Orders', which has priority 9",
    );
    expect(make('Mail', { hostHeaders: ['mail.acme.com'], priority: 5 })).toBe(5);
  });

  test('rules that only the letters of a wildcard tell apart are in order, too', () => {
    const make = engine();
    const outer = make('Outer', { hostHeaders: ['*.acme.com'] });
    const inner = Array.from({ length: 20 }, (__, i) => make(`Inner${i}`, { hostHeaders: [`s${i}-*.acme.com`] }));
    for (const priority of inner) expect(priority).toBeLessThan(outer);
    expect(new Set(inner).size).toBe(20);
  });
});

describe('one listener', () => {
  const make = (stack: Stack, listenerArn: string, id = 'Web') =>
    serviceIn(stack, shared({ ...SHOP, listenerArn }), id);

  test('is the same from every stack of the app, and another one is not', () => {
    const app = new App();
    const [a, b] = [stackOn(undefined, {}, app, 'A'), stackOn(undefined, {}, app, 'B')];
    const listeners = [a, b].map(
      stack => new elbv2.CfnListener(stack, 'Edge', { defaultActions: [], loadBalancerArn: 'x' }).ref,
    );
    make(a, listeners[0]);
    expect(refusal(() => make(b, listeners[0])).complaint.what).toContain("'A/Web' has the same");
    expect(make(b, listeners[1], 'Other').resources.listenerRule).toBeDefined();
  });

  test('of an ARN is the same in every stage', () => {
    const app = new App();
    const [a, b] = ['One', 'Two'].map(id => new Stack(new Stage(app, id), 'Shop'));
    make(a, SHARED_LISTENER);
    expect(refusal(() => make(b, SHARED_LISTENER)).complaint.what).toContain("'One/Shop/Web' has the same");
  });

  test('of Terraform is the same each time that it is asked for', () => {
    const stack = terraformStackOn();
    const edge = new LbListener(stack, 'Edge', { loadBalancerArn: 'x', defaultAction: [] });
    const web = (id: string) => terraformServiceIn(stack, shared({ ...SHOP, listenerArn: edge.arn }), id);
    web('Web');
    expect(refusal(() => web('Site')).complaint.what).toContain("'Shop/Web' has the same");
  });
});

describe('conditions', () => {
  const at = (hosts: string[], paths: string[]) => ({ hosts, paths });
  test.each<[ReturnType<typeof at>, ReturnType<typeof at>, boolean]>([
    [at(['*.a.b'], []), at(['x.a.b'], ['/y']), true],
    [at(['*.a.b'], []), at(['a.b'], []), false],
    [at([], ['/a/*']), at(['x.y'], ['/a/*/c', '/a/?']), true],
    [at([], ['/a/?']), at([], ['/a/*']), false],
    [at([], ['/a.b']), at([], ['/axb']), false],
    [at(['x'], ['/a']), at(['x'], []), false],
  ])('%j contains %j: %p', (outer, inner, expected) => {
    expect(contains(outer, inner)).toBe(expected);
    if (expected) {
      const [{ first }, { first: start, size }] = [rangeOf(inner), rangeOf(outer)];
      expect(first).toBeLessThan(start + size);
    }
  });

  test('of any length have a range of priorities that AWS takes', () => {
    for (const letters of [0, 1, 40, 41, 128]) {
      for (const hosts of [[], ['a.b'], ['*'], [`*${'.a'.repeat(30)}`]]) {
        for (const end of ['', '*']) {
          const { first, size } = rangeOf(at(hosts, [`${'x'.repeat(letters)}${end}`]));
          expect(first).toBeGreaterThanOrEqual(1);
          expect(size).toBeGreaterThanOrEqual(1);
          expect(first + size - 1).toBeLessThanOrEqual(50_000);
        }
      }
    }
  });
});
