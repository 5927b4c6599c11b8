import { App, Stack } from 'aws-cdk-lib';
import { TerraformStack, Testing } from 'cdktf';
import { Engine, renderingOf } from '../../projenrc/capabilities';
import { FunctionCode, FunctionHttp } from '../../src/capabilities/function/props';
import { Exposure } from '../../src/capabilities/service/props';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { GoldenPath } from '../../src/path/golden-path';
import { refusal } from '../fixtures/errors';
import { ENV } from '../fixtures/stacks';

const CODE = FunctionCode.python('test/fixtures/programs', { handler: 'handler.handler' });
const SOURCE = ServiceSource.image('public.ecr.aws/acme/orders:1');
const HERE = 'eu-west-1:123456789012';
const certified = (place: string) => ({
  domainName: 'a.acme.com',
  certificateArn: `arn:aws:acm:${place}:certificate/0a1b2c3d-0000-4000-8000-000000000000`,
});
const shared = (place: string) => ({
  source: SOURCE,
  exposure: Exposure.sharedLoadBalancer({
    listenerArn: `arn:aws:elasticloadbalancing:${place}:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    securityGroupId: 'sg-0',
    hostHeaders: ['a.acme.com'],
  }),
});
const layer = (place: string) => ({ 'function.telemetryLayer': `arn:aws:lambda:${place}:layer:otel:1` });
const signing = (place: string) => ({
  'function.codeSigning': `arn:aws:lambda:${place}:code-signing-config:csc-0123456789abcdef0`,
});

/** What is of a place: its capability, its props, the defaults of the platform team; and how it is named. */
type At = (place: string) => object;
type Placed = readonly [what: string, capability: string, at: At, defaults: At];
const none: At = () => ({});

const REGIONAL: readonly Placed[] = [
  ['certificateArn', 'function', place => ({ code: CODE, http: FunctionHttp.iam(certified(place)) }), none],
  ['certificateArn', 'service', place => ({ source: SOURCE, exposure: Exposure.publicHttps(certified(place)) }), none],
  ['listenerArn', 'service', shared, none],
  ['telemetryLayer', 'function', () => ({ code: CODE }), layer],
  ['codeSigning', 'function', () => ({ code: CODE }), signing],
  [
    'availabilityZones',
    'network',
    place => ({ availabilityZones: ['a', 'b'].map(zone => place.split(':')[0] + zone) }),
    none,
  ],
];
const ENGINES: Engine[] = ['aws', 'terraform'];

function make(engine: Engine, [, capability, at, defaults]: Placed, place: string): object {
  const deployRoleArn = 'arn:aws:iam::123456789012:role/deploy';
  const path = new GoldenPath({
    organization: 'acme',
    owner: 'team-a',
    defaults: defaults(place) as any,
    terraform: { region: ENV.region, deployRoleArn },
  });
  const stack =
    engine === 'aws' ? new Stack(new App(), 'Shop', { env: ENV }) : new TerraformStack(Testing.app(), 'Shop');
  path.attachTo(stack);
  return new (renderingOf(capability, engine))(stack, 'It', at(place));
}

describe.each(ENGINES)('on %s', engine => {
  test.each(REGIONAL)('%s of a %s is of the region of the stack', (...placed) => {
    expect(() => make(engine, placed, HERE)).not.toThrow();
    expect(refusal(() => make(engine, placed, 'us-east-1:123456789012')).message).toMatch(
      /is of us-east-1, and this stack of eu-west-1/,
    );
  });

  test.each(REGIONAL.slice(0, 3))('%s of a %s is of the account of the stack', (...placed) => {
    expect(refusal(() => make(engine, placed, 'eu-west-1:999999999999')).message).toMatch(
      /is of account 999999999999, and this stack of 123456789012/,
    );
  });
});
