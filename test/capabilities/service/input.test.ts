import { App, Fn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { https, share } from './fixture';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

test.each<[string, any, string, string]>([
  ['no source', { source: undefined }, 'source is missing', 'ServiceSource.image'],
  ['a source that is a text', { source: 'nginx:1' }, 'source is not a ServiceSource', 'ServiceSource.image'],
  ['an owner that is no tag value', { owner: 'a<b>' }, 'owner is "a<b>"', 'at most 256'],
  ['port 0', { port: 0 }, 'service.port is 0', 'whole number from 1 to 65535'],
  ['port 65536', { port: 65_536 }, 'service.port is 65536', 'whole number'],
  ['a port with a fraction', { port: 80.5 }, 'service.port is 80.5', 'whole number'],
  ['a port that is a text', { port: '80' }, 'port is "80"', 'Give a number'],
  [
    'a path without a slash',
    { healthCheckPath: 'health' },
    'service.healthCheckPath is "health"',
    'starts with a slash',
  ],
  ['a path with a quote', { healthCheckPath: "/a'; reboot '" }, 'service.healthCheckPath is', 'needs no quoting'],
  ['a probe that is a text', { healthCheckCommand: 'probe' }, 'healthCheckCommand is "probe"', 'Give a list'],
  ['a probe with a number in it', { healthCheckCommand: ['probe', 1] }, 'healthCheckCommand[1] is 1', 'Give a text'],
  ['a probe with an empty word', { healthCheckCommand: [''] }, 'healthCheckCommand is [""]', 'list of words'],
  ['a size', { size: 'huge' }, 'size is "huge"', 'xsmall'],
  ['a processor', { architecture: 'mips' }, 'architecture is "mips"', 'arm64'],
  ["a variable's name", { environment: { '1A': 'b' } }, "environment has '1A'", 'no digit first'],
  ['a variable that is a number', { environment: { A: 1 } }, 'environment.A is 1', 'Give a text'],
  [
    'a port that says something else than port',
    { port: 80, environment: { PORT: '81' } },
    "environment.PORT is '81'",
    'Give it as port',
  ],
  ['environment as a list', { environment: ['A'] }, 'environment is ["A"]', 'Give an object'],
  ['scaling as a number', { scaling: 3 }, 'scaling is 3', 'Give an object, with any of minTasks, maxTasks'],
  ['a negative number of tasks', { scaling: { minTasks: -1 } }, 'service.minTasks is -1', 'whole number'],
  ['subnets of an API that there is not', https({ apiSubnetIds: ['subnet-0a'] }), 'there is none', 'Leave out one'],
  [
    'an API in no subnet',
    { exposure: Exposure.publicHttps({ apiSubnetIds: [] }) },
    'apiSubnetIds is []',
    'ids of private subnets',
  ],
  ['no task', { scaling: { minTasks: 0 } }, 'must be a whole number from 1 to 5000', 'nothing counts the requests'],
  ['no task at most', { scaling: { maxTasks: 0 } }, 'service.maxTasks is 0', 'whole number from 1'],
  ['half a task', { scaling: { maxTasks: 2.5 } }, 'service.maxTasks is 2.5', 'whole number'],
  [
    'more tasks at least than at most',
    { scaling: { minTasks: 5, maxTasks: 4 } },
    'least number of tasks (5)',
    'Raise scaling.maxTasks',
  ],
  ['a CPU target of 100', { scaling: { targetCpuPercent: 100 } }, 'service.targetCpuPercent is 100', 'from 10 to 95'],
  [
    'a deployment that cannot replace a task',
    { deployment: { minimumHealthyPercent: 100, maximumPercent: 100 } },
    'none can ever be replaced',
    'Lower deployment.minimumHealthyPercent',
  ],
  [
    'a deployment that cannot replace the only task',
    { scaling: { minTasks: 1 }, deployment: { minimumHealthyPercent: 50, maximumPercent: 150 } },
    'of 1 task, none',
    'raise deployment.maximumPercent',
  ],
  [
    'a rollback that is a text',
    { deployment: { rollbackOnAlarm: 'yes' } },
    'rollbackOnAlarm is "yes"',
    'true or false',
  ],
  ['an exposure that is a text', { exposure: 'public' }, 'exposure is not an Exposure', 'Exposure.internal()'],
  ['a domain in upper case', https({ domainName: 'A.acme.com' }), 'domainName is "A.acme.com"', 'lower case'],
  ['a domain of one label', https({ domainName: 'localhost' }), 'domainName is', 'full name'],
  ['a zone with its path', https({ hostedZoneId: '/hostedzone/Z1' }), 'hostedZoneId is', 'the id alone'],
  ['a certificate that is none', https({ certificateArn: 'mine' }), 'certificateArn is "mine"', 'ARN of a certificate'],
  ['a zone without a domain', https({ domainName: undefined }), 'no domainName', 'Give domainName'],
  [
    'a redirect without a domain',
    { exposure: Exposure.publicHttps({ redirectHttp: true }) },
    'redirectHttp needs a domainName',
    'Give a domainName',
  ],
  [
    'ranges without a domain',
    { exposure: Exposure.publicHttps({ allowedCidrs: ['10.0.0.0/8'] }) },
    'allowedCidrs needs a domainName',
    'Give a domainName',
  ],
  ['a range', https({ allowedCidrs: ['10.0.0.0/33'] }), 'allowedCidrs[0] is "10.0.0.0/33"', 'IPv4 range'],
  ['an IPv6 range', https({ allowedCidrs: ['::/0'] }), 'allowedCidrs[0] is "::/0"', 'IPv4 range'],
  ['no range at all', https({ allowedCidrs: [] }), 'nobody could reach', 'Exposure.internal()'],
  ['an exposure that is false', { exposure: false }, 'exposure is false', 'Exposure.internal()'],
  [
    'a zone that cannot be looked up',
    { exposure: Exposure.publicHttps({ domainName: 'a.acme.com' }) },
    'cannot be looked up in a stack without',
    'Give hostedZoneId',
  ],
  [
    'the zone of a domain known at deployment only',
    { exposure: Exposure.publicHttps({ domainName: Fn.importValue('x') }) },
    'known at deployment only cannot be looked up',
    'Give hostedZoneId',
  ],
  ['a listener', share({ listenerArn: 'arn:aws:x' }), 'listenerArn is', 'application load balancer'],
  [
    'a listener of a network load balancer',
    share({ listenerArn: SHARED_LISTENER.replace('/app/', '/net/') }),
    'listenerArn is',
    'application load balancer',
  ],
  ['a security group', share({ securityGroupId: 'mine' }), 'securityGroupId is "mine"', 'sg-'],
  [
    'a rule without conditions',
    share({ hostHeaders: [] }),
    'which requests are for this service',
    'hostHeaders or pathPatterns',
  ],
  ['a rule with six values', share({ pathPatterns: ['/1', '/2', '/3', '/4', '/5'] }), 'five values', 'fewer'],
  ['priority 0', share({ priority: 0 }), 'priority is 0', '1 to 50000'],
  [
    'a directory without a Dockerfile',
    { source: ServiceSource.dockerfile('./no/such/place') },
    "There is no 'Dockerfile'",
    'Give the directory',
  ],
])('refuses %s', (_, props, what, hint) => {
  const app = new App();
  const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app);
  const error = refusal(() => serviceIn(stack, props));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.complaint.what).toContain(what);
  expect(error.complaint.hint).toContain(hint);
  expect(error.complaint.where).toBe('Shop/Orders');
  // Nothing is half-made.
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  expect(stack.node.tryFindChild('Orders')).toBeUndefined();
});

test('what is refused by its props leaves the tree as it was: the id is free', () => {
  const stack = stackOn();
  refusal(() => serviceIn(stack, { exposure: Exposure.publicHttps({ domainName: 'UPPER' }) }));
  expect(stack.node.tryFindChild('Orders')).toBeUndefined();
  expect(serviceIn(stack).node.path).toBe('Shop/Orders');
});

test('no props at all', () => {
  for (const props of [undefined, null, 7, []]) {
    expect(refusal(() => new GoldenPathService(stackOn(), 'Orders', props as any)).complaint.what).toContain(
      'The props are',
    );
  }
});

describe('the owner', () => {
  const own = (owner: any, ofPath?: string) => serviceIn(stackOn(undefined, { owner: ofPath }), { owner }).owner;
  test('is the team, else the platform team', () => {
    expect(own('team-a', 'platform')).toBe('team-a');
    expect(own(undefined, 'platform')).toBe('platform');
  });
  test.each([undefined, '', '  '])('%p: nobody', owner => {
    expect(refusal(() => own(owner)).complaint).toMatchObject({
      what: 'Nobody owns this service.',
      hint: expect.stringContaining("owner: 'team-orders'"),
    });
  });
});
