import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance } from '../data-key/reliances';

/**
 * The properties of tasks that others rely on.
 *
 * @param capability the id of the capability: the part of its decisions' names before the dot
 * @internal
 */
export function taskReliances(capability: string): Reliance[] {
  return [...ofProgram(), ...ofPermissions(capability), keyPolicyReliance('logKey', ReliedOnBy.ITSELF)];
}

function ofProgram(): Reliance[] {
  return [
    {
      slot: 'taskDefinition',
      // In any of the containers: an escape may have renamed the program's.
      cloudformation: 'ContainerDefinitions.Environment[Name={variable}]',
      terraform: 'container_definitions.environment[name={variable}]',
      by: ReliedOnBy.USED,
      presence: true,
      breaks: 'the program finds what it uses by its variables.',
      instead: 'Change a value, or add a variable; leave those of what it uses.',
    },
    {
      slot: 'taskDefinition',
      cloudformation: 'ContainerDefinitions.Secrets[Name={variable}]',
      terraform: 'container_definitions.secrets[name={variable}]',
      by: ReliedOnBy.FILLED,
      presence: true,
      breaks: 'the program finds secrets of what it uses in its variables.',
      instead: 'Add variables; leave those that are filled from what it uses.',
    },
    {
      slot: 'taskDefinition',
      ...ofContainer('Environment[Name={variable}]', 'environment[name={variable}]'),
      by: ReliedOnBy.FILLED,
      absence: true,
      breaks: 'ECS refuses a variable that is filled from a secret as well.',
      instead: 'Give the variable another name, or leave it out of secretVariables.',
    },
    {
      slot: 'taskDefinition',
      ...ofContainer('Secrets[Name={variable}]', 'secrets[name={variable}]'),
      by: ReliedOnBy.USED,
      absence: true,
      breaks: 'ECS refuses a secret of the name of a variable, and this one comes from what is used.',
      instead: 'Give it another name, or give secretVariables to the use: it fills variables from a secret.',
    },
    {
      slot: 'service',
      cloudformation: 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups[0]',
      terraform: 'network_configuration.security_groups[0]',
      by: ReliedOnBy.REACHED,
      breaks: 'the way to what the tasks use is a rule of the first security group.',
      instead: 'Add yours after it: Patch.append.',
    },
  ];
}

function ofPermissions(capability: string): Reliance[] {
  const instead =
    'Leave it to the path, and let the role do more: grant on Terraform, grants of any L2 to taskRole on AWS CDK.';
  return [
    {
      slot: 'taskDefinition',
      cloudformation: 'TaskRoleArn',
      terraform: 'task_role_arn',
      by: ReliedOnBy.PERMITTED,
      breaks: 'the permissions for what the tasks use are those of the path’s role.',
      instead,
    },
    {
      slot: 'taskDefinition',
      cloudformation: 'ExecutionRoleArn',
      terraform: 'execution_role_arn',
      by: ReliedOnBy.FILLED,
      breaks: 'the path’s role may read the secrets that fill variables, and a task does not start without them.',
      instead,
    },
    {
      slot: 'executionPolicy',
      cloudformation: 'PolicyDocument',
      terraform: 'policy',
      by: ReliedOnBy.FILLED,
      breaks: 'the permissions to read the secrets that fill variables are in it.',
      instead: 'Leave it to the path. Let the role do more by a policy of your own, or by executionRole on AWS CDK.',
    },
    {
      slot: 'taskPolicy',
      cloudformation: 'PolicyDocument',
      terraform: 'policy',
      by: ReliedOnBy.PERMITTED,
      breaks: 'the permissions for what the tasks use are in it.',
      instead,
    },
    {
      slot: 'service',
      cloudformation: 'EnableExecuteCommand',
      terraform: 'enable_execute_command',
      by: ReliedOnBy.ITSELF,
      breaks: 'a shell needs permissions of the task and a root file system that can be written.',
      instead: `Set the default '${capability}.execEnabled' of the path: it does all three.`,
    },
  ];
}

/**
 * A property of the program's container, which is the first one, whatever an escape has called it.
 *
 * @param cloudformation the path below it in a template
 * @param terraform the same in ECS's own words
 * @internal
 */
export function ofContainer(cloudformation: string, terraform: string): Pick<Reliance, 'cloudformation' | 'terraform'> {
  return {
    cloudformation: `ContainerDefinitions[0].${cloudformation}`,
    terraform: `container_definitions[0].${terraform}`,
  };
}
