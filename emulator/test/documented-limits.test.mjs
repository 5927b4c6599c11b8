// What a template may say and the services refuse: each value just inside its limit is taken, and the next one is not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { network, open, ref, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const list = (length, of) => Array.from({ length }, (_, i) => of(i));
const role = ['AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com', 'scheduler.amazonaws.com'] }, Action: 'sts:AssumeRole' }] } }];
const roleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };
const fn = (more) => ({ Role: role, It: ['AWS::Lambda::Function', { Code: { ZipFile: 'x' }, Handler: 'index.handler', Runtime: 'nodejs22.x', Role: roleArn, ...more }] });
const every = (ScheduleExpression, ScheduleExpressionTimezone) => ({
  Role: role, Queue: ['AWS::SQS::Queue', {}],
  It: ['AWS::Scheduler::Schedule', { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, RoleArn: roleArn } }],
});
const variables = (bytes) => ({ Environment: { Variables: { A: 'x'.repeat(bytes - '{"A":""}'.length) } } });
const group = (more) => ({ ...network, It: ['AWS::EC2::SecurityGroup', { GroupDescription: 'it', VpcId: ref('Vpc'), ...more }] });
const from = (...ranges) => ({ SecurityGroupIngress: ranges.map((CidrIp) => ({ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })) });
const bucket = (rule) => ({ It: ['AWS::S3::Bucket', { CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], ...rule }] } }] });
const table = (NonKeyAttributes) => ({
  It: ['AWS::DynamoDB::Table', {
    BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: ['a', 'b'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })), KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byB', KeySchema: [{ AttributeName: 'b', KeyType: 'HASH' }], Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes } }],
  }],
});
const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
const rule = (...conditions) => ({
  ...network,
  Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('SubnetA'), ref('SubnetB')] }],
  Listener: ['AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: fixed }],
  It: ['AWS::ElasticLoadBalancingV2::ListenerRule', { ListenerArn: ref('Listener'), Priority: 1, Actions: fixed, Conditions: conditions }],
});
const hosts = (...Values) => ({ Field: 'host-header', HostHeaderConfig: { Values } });
const paths = (...Values) => ({ Field: 'path-pattern', PathPatternConfig: { Values } });
const jwt = (length) => ({
  Api: ['AWS::ApiGatewayV2::Api', { Name: 'it', ProtocolType: 'HTTP' }],
  It: ['AWS::ApiGatewayV2::Authorizer', { ApiId: ref('Api'), AuthorizerType: 'JWT', Name: 'it', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: 'https://login.acme.com', Audience: list(length, (i) => `a${i}`) } }],
});
const database = (DatabaseName) => ({ It: ['AWS::RDS::DBCluster', { Engine: 'aurora-postgresql', MasterUsername: 'master', MasterUserPassword: 'a-long-password', DatabaseName }] });

for (const [what, inside, outside, words] of [
  ['a runtime', fn({ Runtime: 'python3.13' }), fn({ Runtime: 'python4.0' }), /enum value set/],
  ['a runtime in use', fn({ Runtime: 'nodejs24.x' }), fn({ Runtime: 'nodejs14.x' }), /nodejs14\.x is no longer supported/],
  ['a handler', fn({ Handler: 'x'.repeat(128) }), fn({ Handler: 'x'.repeat(129) }), /handler.*less than or equal to 128/],
  ['variables', fn(variables(4096)), fn(variables(4097)), /exceeded the 4KB limit/],
  ['a minute', every('cron(59 3 * * ? *)'), every('cron(60 3 * * ? *)'), /Invalid Schedule Expression cron\(60/],
  ['a day of the week', every('cron(0 3 ? * MON-FRI *)'), every('cron(0 3 * * MON-FRI *)'), /Invalid Schedule Expression/],
  ['a date', every('at(2027-02-28T00:00:00)'), every('at(2027-02-29T00:00:00)'), /Invalid Schedule Expression at/],
  ['a time zone', every('rate(1 hour)', 'Europe/Berlin'), every('rate(1 hour)', 'Europe/Bonn'), /Timezone Europe\/Bonn/],
  ['a range', group(from('10.0.0.0/32')), group(from('10.0.0.0/33')), /CIDR block 10\.0\.0\.0\/33 is malformed/],
  ['rules of a group', group(from(...list(60, (i) => `10.0.${i}.0/24`))), group(from(...list(61, (i) => `10.0.${i}.0/24`))), /maximum number of rules/],
  ['the range of a VPC', { It: ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/28' }] }, { It: ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/29' }] }, /CIDR '10\.0\.0\.0\/29' is invalid/],
  ['stars in headers', bucket({ AllowedHeaders: ['x-*'] }), bucket({ AllowedHeaders: ['*-*'] }), /can not have more than one wildcard/],
  ['headers that are shown', bucket({ ExposedHeaders: ['ETag'] }), bucket({ ExposedHeaders: ['*'] }), /do not support wildcard for ExposeHeader/],
  ['attributes of an index', table(list(20, (i) => `c${i}`)), table(list(21, (i) => `c${i}`)), /at most 20 members/],
  ['the name of an attribute', table(['x'.repeat(255)]), table(['x'.repeat(256)]), /1 to 255 characters/],
  ['what is left for a secret', { It: ['AWS::SecretsManager::Secret', { GenerateSecretString: { ExcludeCharacters: '012345678' } }] }, { It: ['AWS::SecretsManager::Secret', { GenerateSecretString: { ExcludeCharacters: '0123456789' } }] }, /no characters left/],
  ['levels of a name', { It: ['AWS::SSM::Parameter', { Name: '/a'.repeat(15), Type: 'String', Value: 'x' }] }, { It: ['AWS::SSM::Parameter', { Name: '/a'.repeat(16), Type: 'String', Value: 'x' }] }, /maximum of 15 levels/],
  ['a host name', rule(hosts('*.acme.com')), rule(hosts('localhost')), /host header 'localhost' is not valid/],
  ['a path', rule(paths('/orders/*')), rule(paths('/orders/{id}')), /path pattern .* is not valid/],
  ['values of a rule', rule(hosts('a.b'), paths('/a', '/b', '/c', '/d')), rule(hosts('a.b'), paths('/a', '/b', '/c', '/d', '/e')), /at most 5 condition values/],
  ['wildcards of a rule', rule(paths('/*/*/*', '/?/?/?')), rule(paths('/*/*/*', '/?/?/?', '/a*')), /at most 6 wildcards/],
  ['audiences', jwt(50), jwt(51), /at most 50/],
  ['the name of a database', database('orders'), database('Template1'), /reserved word/],
  ['tags', { It: ['AWS::SQS::Queue', { Tags: list(50, (i) => ({ Key: `k${i}`, Value: 'v' })) }] }, { It: ['AWS::SQS::Queue', { Tags: list(51, (i) => ({ Key: `k${i}`, Value: 'v' })) }] }, /at most 50/],
]) {
  test(`${what}: up to the limit`, async () => {
    const name = () => `limit-${Math.random().toString(36).slice(2)}`;
    const good = name();
    await aws.deploy(good, template(inside));
    assert.equal(await aws.remove(good), 'GONE');
    const bad = name();
    assert.equal((await aws.create(bad, template(outside))).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(bad), words);
  });
}

test('whoever calls the service gets the same answer', async () => {
  const call = (path, init) => aws.rest('lambda', path, { method: 'POST', headers: { 'content-type': 'application/json' }, ...init });
  const code = { ZipFile: Buffer.from('x').toString('base64') };
  await assert.rejects(call('/2015-03-31/functions', { body: JSON.stringify({ FunctionName: 'a', Code: code, Handler: 'a.b', Role: 'arn:aws:iam::000000000000:role/a', Runtime: 'nodejs14.x' }) }), /no longer supported/);
  await assert.rejects(aws.rest('scheduler', '/schedules/a', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ScheduleExpression: 'cron(60 3 * * ? *)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'a', RoleArn: 'b' } }) }), /Invalid Schedule Expression/);
  await assert.rejects(aws.json('ssm', 'AmazonSSM.PutParameter', { Name: '/a'.repeat(16), Type: 'String', Value: 'x' }), /HierarchyLevelLimitExceeded/);
  await assert.rejects(aws.json('ecs', 'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition', { family: 'a', containerDefinitions: [{ name: 'a', image: 'a', environment: [{ name: 'A', value: 'x'.repeat(66_000) }] }] }), /ClientException/);
});
