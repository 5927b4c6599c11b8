import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CapabilityConstruct } from '../../../src/engines/aws/capability-construct';
import { functionIn } from '../../capabilities/function/fixture';
import { workerIn } from '../../capabilities/worker/fixture';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { Consumer, Engine, Seen } from '../exact-grants';
import { linesOf, namesIn, text } from '../template-text';

/** The consumers on AWS CDK. */
export const engine: Engine<Stack> = {
  consumers: {
    service: (stack, id) => serviceIn(stack, {}, id),
    worker: (stack, id) => workerIn(stack, {}, id),
    function: (stack, id) => functionIn(stack, {}, id),
  },
  stackOn: ({ tier }) => stackOn(tier),
  look,
  ownGroup: '${own.securityGroup.GroupId}',
  slotsOfNetwork: ['securityGroup'],
};

const templates = new WeakMap<Stack, any>();

function look(stack: Stack, consumer: Consumer): Seen {
  if (!templates.has(stack)) templates.set(stack, Template.fromStack(stack).toJSON().Resources);
  const resources = templates.get(stack);
  const names = namesIn(stack, consumer as any);
  const said = (value: any) => text(value, names);
  const slots = consumer.slots.map(
    slot =>
      [slot, resources[stack.resolve((consumer as any as CapabilityConstruct).resource(slot).logicalId)]] as const,
  );
  const ofType = (type: string) =>
    slots.filter(([, { Type }]) => Type === type).map(([slot, { Properties }]) => [slot, Properties] as const);
  const [taskDefinition] = ofType('AWS::ECS::TaskDefinition');
  const [fn] = ofType('AWS::Lambda::Function');
  const variables = taskDefinition
    ? taskDefinition[1].ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [Name, said(Value)])
    : Object.entries(fn[1].Environment.Variables).map(([name, value]) => [name, said(value)]);
  const rules = [
    ...ofType('AWS::EC2::SecurityGroupIngress').map(([slot, rule]) => [
      slot,
      `${rule.IpProtocol} ${rule.FromPort} into ${said(rule.GroupId)} from ${said(rule.SourceSecurityGroupId)}`,
    ]),
    ...ofType('AWS::EC2::SecurityGroupEgress').map(([slot, rule]) => [
      slot,
      `${rule.IpProtocol} ${rule.FromPort} out of ${said(rule.GroupId)} to ${said(rule.DestinationSecurityGroupId)}`,
    ]),
  ];
  return {
    permissions: ofType('AWS::IAM::RolePolicy')
      .flatMap(([slot, { PolicyDocument }]) => linesOf(PolicyDocument.Statement, said).map(line => `${slot}: ${line}`))
      .sort(),
    variables: Object.fromEntries(variables),
    rules: Object.fromEntries(rules),
  };
}
