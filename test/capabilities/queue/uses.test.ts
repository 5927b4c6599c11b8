import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Access } from '../../../src/binding/binding';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const cases = TIERS.flatMap(tier =>
  ['one stack', 'two stacks'].flatMap(place =>
    [Access.PUBLISH, Access.CONSUME].map(access => [tier, place, access] as const),
  ),
);

test.each(cases)('a service in %s, in %s: %s gives what that takes, and nothing else', (tier, place, access) => {
  const app = new App();
  const shop = stackOn(tier, {}, app, 'Shop');
  const data = place === 'one stack' ? shop : stackOn(tier, {}, app, 'Data');
  const service = serviceIn(shop);
  const queue = new ManagedQueue(data, 'Signups');
  service.uses(queue, access);
  app.synth();

  const template = Template.fromStack(shop);
  const statements = Object.values<any>(template.findResources('AWS::IAM::RolePolicy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  const about = (prefix: string) =>
    statements.filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith(`${prefix}:`)));
  const arnOf = (resource: any, word: string) =>
    place === 'one stack' ? data.resolve(resource.attrArn) : { 'Fn::ImportValue': expect.stringContaining(word) };
  expect(about('sqs')).toEqual([
    {
      Effect: 'Allow',
      Action:
        access === Access.PUBLISH
          ? 'sqs:SendMessage'
          : ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      Resource: arnOf(queue.resources.queue, 'Signups'),
    },
  ]);
  expect(about('kms')).toEqual(
    tier === EnvironmentTier.DEVELOPMENT
      ? []
      : [
          {
            Effect: 'Allow',
            Action: access === Access.PUBLISH ? ['kms:Decrypt', 'kms:GenerateDataKey'] : 'kms:Decrypt',
            Resource: arnOf(queue.resources.key, 'SignupsKey'),
            Condition: {
              StringEquals: {
                'kms:ViaService': { 'Fn::Join': ['', ['sqs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
              },
            },
          },
        ],
  );
  const [{ Properties }] = Object.values<any>(template.findResources('AWS::ECS::TaskDefinition'));
  expect(Properties.ContainerDefinitions[0].Environment.map(({ Name }: any) => Name)).toContain('SIGNUPS_URL');
  if (data !== shop) expect([data.dependencies, shop.dependencies]).toEqual([[], [data]]);
  for (const construct of [service, queue]) {
    expect(construct.escapes).toEqual([]);
    expectSlotsComplete(construct);
  }
});

test('one that sends and takes uses it twice', () => {
  const stack = stackOn();
  const service = serviceIn(stack);
  const queue = new ManagedQueue(stack, 'Signups');
  service.uses(queue);
  service.uses(queue, Access.CONSUME);
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy'))).toMatch(
    /sqs:SendMessage[^]*sqs:ReceiveMessage|sqs:ReceiveMessage[^]*sqs:SendMessage/,
  );
});
