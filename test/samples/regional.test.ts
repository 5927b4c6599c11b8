import { App, Stack } from 'aws-cdk-lib';
import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { capabilityIds, Engine, makeSample, renderingOf, surroundingsIn } from '../../projenrc/capabilities';
import { FunctionCode, FunctionHttp } from '../../src/capabilities/function/props';
import { SecretRotation } from '../../src/capabilities/secret/props';
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
const rotated = (place: string) => ({
  rotation: SecretRotation.byFunction(`arn:aws:lambda:${place}:function:rotator`),
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
  ['the function that rotates', 'secret', rotated, none],
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

describe.each(ENGINES)("the platform team's topic on %s", engine => {
  /** A typical sample, whose path has a topic. Its neighbours have none. */
  const typical = (capability: string, alarmTopicArn?: string) => {
    const stack =
      engine === 'aws' ? new Stack(new App(), 'Shop', { env: ENV }) : new TerraformStack(Testing.app(), 'Shop');
    const path = { organization: 'acme', owner: 'team-a', terraform: { region: ENV.region } };
    new GoldenPath(path).attachTo(stack);
    const network = new (renderingOf('network', engine))(stack, 'Shared');
    const around = surroundingsIn(engine, new Construct(stack, 'Around'), network);
    const team = new Construct(stack, 'Team');
    new GoldenPath({ ...path, network, alarmTopicArn }).attachTo(team);
    return makeSample(engine, team, 'It', { capability, sample: 'typical', around });
  };
  const ringing = capabilityIds().filter(id => typical(id).slots.some((slot: string) => /Alarm$/.test(slot)));

  test('most capabilities have alarms', () => {
    expect(ringing).toEqual(expect.arrayContaining(['database', 'function', 'queue', 'service', 'table', 'worker']));
  });

  test.each(ringing)('it is of the region of a %s, and of any account', capability => {
    expect(() => typical(capability, 'arn:aws:sns:eu-west-1:999999999999:alarms')).not.toThrow();
    const { message } = refusal(() => typical(capability, 'arn:aws:sns:us-east-1:123456789012:alarms'));
    expect(message).toMatch(/alarmTopicArn is of us-east-1, and this stack of eu-west-1/);
    expect(message).toMatch(/Shop\/Team\/It/);
  });

  test('a network has no alarm, and takes any', () => {
    expect(() => typical('network', 'arn:aws:sns:us-east-1:123456789012:alarms')).not.toThrow();
  });
});
