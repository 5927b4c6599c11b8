import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { idOf, networkIn } from './fixture';
import { CLOSING_CODE } from '../../../src/capabilities/network/aws/closing-code';
import { EnvironmentTier } from '../../../src/path/tier';

describe('in the template', () => {
  const { network, slot, whole } = networkIn(EnvironmentTier.PRODUCTION);

  test('the function is asked to close the default security group of this VPC', () => {
    const group = { 'Fn::GetAtt': [idOf(network, 'vpc'), 'DefaultSecurityGroup'] };
    expect(slot('closedDefaultSecurityGroup')).toMatchObject({
      ServiceToken: { 'Fn::GetAtt': [idOf(network, 'closingFunction'), 'Arn'] },
      SecurityGroupId: group,
    });
    expect(whole('closedDefaultSecurityGroup').DependsOn).toEqual([idOf(network, 'closingRolePolicy')]);
  });

  test('it may change this one group, write its log, and nothing else', () => {
    const [rules, log, ...more] = slot('closingRolePolicy').PolicyDocument.Statement;
    expect(rules.Action).toEqual(['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress']);
    expect(JSON.stringify(rules.Resource)).toContain(
      JSON.stringify({ 'Fn::GetAtt': [idOf(network, 'vpc'), 'DefaultSecurityGroup'] }),
    );
    expect(log.Resource).toEqual({ 'Fn::GetAtt': [idOf(network, 'closingLogGroup'), 'Arn'] });
    expect(more).toEqual([]);
  });

  test('it reserves no concurrency, unless the platform team has it', () => {
    expect(slot('closingFunction').ReservedConcurrentExecutions).toBeUndefined();
    const reserving = networkIn(EnvironmentTier.PRODUCTION, {}, { defaults: { 'network.closingConcurrency': 1 } });
    expect(reserving.slot('closingFunction').ReservedConcurrentExecutions).toBe(1);
  });

  test('its code fits into a template', () => {
    expect(slot('closingFunction').Code.ZipFile.length).toBeLessThan(4096);
  });
});

describe('the function', () => {
  let server: Server;
  let answers: { body: any; contentType?: string }[];
  beforeEach(async () => {
    answers = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        answers.push({ body: JSON.parse(body), contentType: request.headers['content-type'] });
        response.end();
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => server.close());

  /** Runs the function's code against an EC2 of which each call may fail. */
  async function run(RequestType: string, errors: { [call: string]: string } = {}) {
    const calls: [string, any][] = [];
    const call = (name: string) => async (input: any) => {
      calls.push([name, input]);
      if (errors[name]) throw Object.assign(new Error(`${name} failed`), { name: errors[name] });
    };
    class EC2 {
      revokeSecurityGroupIngress = call('ingress');
      revokeSecurityGroupEgress = call('egress');
    }
    const exported: any = {};
    const silent = { error: () => undefined };
    new Function('require', 'exports', 'console', CLOSING_CODE)(
      (id: string) => (id === '@aws-sdk/client-ec2' ? { EC2 } : undefined),
      exported,
      silent,
    );
    await exported.handler({
      RequestType,
      ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Closed',
      ResourceProperties: { SecurityGroupId: 'sg-1', OwnerId: '123456789012' },
    });
    return { calls, answer: answers[0].body, contentType: answers[0].contentType };
  }

  test.each(['Create', 'Update'])('%s takes out both rules that EC2 makes, and answers', async type => {
    const { calls, answer, contentType } = await run(type);
    expect(calls).toEqual([
      [
        'ingress',
        {
          GroupId: 'sg-1',
          IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: '123456789012' }] }],
        },
      ],
      ['egress', { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] }],
    ]);
    expect(answer).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'sg-1',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Closed',
    });
    // The answer goes to a signed address, and a content type would not be part of what was signed.
    expect(contentType).toBe('');
  });

  test('rules that are gone already are fine', async () => {
    const { calls, answer } = await run('Create', {
      ingress: 'InvalidPermission.NotFound',
      egress: 'InvalidPermission.NotFound',
    });
    expect(calls).toHaveLength(2);
    expect(answer.Status).toBe('SUCCESS');
  });

  test('deletion leaves it closed', async () => {
    const { calls, answer } = await run('Delete');
    expect(calls).toEqual([]);
    expect(answer.Status).toBe('SUCCESS');
  });

  test('any other error fails the deployment at once, and says why', async () => {
    const { answer } = await run('Create', { egress: 'UnauthorizedOperation' });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('egress failed') });
  });
});
