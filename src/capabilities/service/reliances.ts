import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { ofContainer, taskReliances } from '../../parts/fargate-task/reliances';

/** The properties of a service that others rely on. */
export const reliances: Reliance[] = [
  ...taskReliances('service'),
  {
    slot: 'taskDefinition',
    ...ofContainer('PortMappings[0].ContainerPort', 'portMappings[0].containerPort'),
    by: ReliedOnBy.ITSELF,
    breaks: 'the load balancer and the variable PORT have the port of before.',
    instead: 'Give the prop port.',
  },
  ...ofItsUsers(),
];

/** Those of who calls it have its URL, and a rule for the port behind it. */
function ofItsUsers(): Reliance[] {
  const by = ReliedOnBy.USERS;
  const url = { by, breaks: 'its users have the URL of before in their variables.', instead: 'Give another exposure.' };
  return [
    {
      slot: 'loadBalancer',
      cloudformation: 'SecurityGroups[0]',
      terraform: 'security_groups[0]',
      by,
      breaks: 'its users come in by a rule of the first security group.',
      instead: 'Add yours after it: Patch.append.',
    },
    { ...url, slot: 'listener', cloudformation: 'Port', terraform: 'port' },
    { ...url, slot: 'listener', cloudformation: 'Protocol', terraform: 'protocol' },
    { ...url, slot: 'dnsRecord', cloudformation: 'Name', terraform: 'name' },
    { ...url, slot: 'listenerRule', cloudformation: 'Conditions', terraform: 'condition' },
    {
      ...url,
      slot: 'httpApi',
      cloudformation: 'DisableExecuteApiEndpoint',
      terraform: 'disable_execute_api_endpoint',
      instead: 'Give an exposure with a domain name: then there is no API.',
    },
    {
      by,
      slot: 'httpApiRoute',
      cloudformation: 'AuthorizationType',
      terraform: 'authorization_type',
      breaks: 'its users have the permission, or the audience, of before.',
      instead: 'Give the exposure another authorization.',
    },
  ];
}
