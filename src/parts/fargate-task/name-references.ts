import { NameReference, PropertyOfSlot } from '../../binding/reliance';

/** The names of the containers of a task. */
const CONTAINERS = inTask('Name', 'name');
const VOLUMES: PropertyOfSlot = { slot: 'taskDefinition', cloudformation: 'Volumes.Name', terraform: 'volume.name' };
const PORTS = inTask('PortMappings.Name', 'portMappings.name');

/**
 * The names that a task and its service hold as texts: of containers, ports and volumes.
 *
 * @internal
 */
export const taskNameReferences: NameReference[] = [
  ...namesOf('container', CONTAINERS, [
    inTask('DependsOn.ContainerName', 'dependsOn.containerName'),
    inTask('VolumesFrom.SourceContainer', 'volumesFrom.sourceContainer'),
    inService('LoadBalancers.ContainerName', 'load_balancer.container_name'),
    inService('ServiceRegistries.ContainerName', 'service_registries.container_name'),
  ]),
  ...namesOf('port', inTask('PortMappings.ContainerPort', 'portMappings.containerPort'), [
    inService('LoadBalancers.ContainerPort', 'load_balancer.container_port'),
  ]),
  ...namesOf('port', PORTS, [
    inService('ServiceConnectConfiguration.Services.PortName', 'service_connect_configuration.service.port_name'),
  ]),
  ...namesOf('volume', VOLUMES, [
    inTask('MountPoints.SourceVolume', 'mountPoints.sourceVolume'),
    inService('VolumeConfigurations.Name', 'volume_configuration.name'),
  ]),
];

function namesOf(kind: string, named: PropertyOfSlot, references: PropertyOfSlot[]): NameReference[] {
  return references.map(each => ({ ...each, kind, named: [named] }));
}

function inTask(cloudformation: string, terraform: string): PropertyOfSlot {
  return {
    slot: 'taskDefinition',
    cloudformation: `ContainerDefinitions.${cloudformation}`,
    terraform: `container_definitions.${terraform}`,
  };
}

function inService(cloudformation: string, terraform: string): PropertyOfSlot {
  return { slot: 'service', cloudformation, terraform };
}
