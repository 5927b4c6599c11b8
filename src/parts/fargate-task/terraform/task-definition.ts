import { EcsTaskDefinition, EcsTaskDefinitionConfig } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Construct } from 'constructs';
import { asText, json } from '../../../engines/terraform/json';
import { Container } from '../container';

/** Input of a task definition. */
export interface TaskDefinitionConfig extends Omit<EcsTaskDefinitionConfig, 'containerDefinitions'> {
  readonly containerDefinitions: Container[];
}

/**
 * A task definition whose containers are data until the configuration is written. So a patch selects into them,
 * `container_definitions[name=app].memory`, a change that nobody recorded is told by its path, and bindings add
 * variables.
 */
export class TaskDefinition extends EcsTaskDefinition {
  constructor(scope: Construct, id: string, { containerDefinitions, ...config }: TaskDefinitionConfig) {
    super(scope, id, { ...config, containerDefinitions: '' });
    this.containers = containerDefinitions;
  }

  /** The containers. */
  public get containers(): Container[] {
    return (this as any)._containerDefinitions;
  }

  public set containers(containers: Container[]) {
    (this as any)._containerDefinitions = containers;
  }

  /** As a reference, for other resources. */
  public get containerDefinitions(): string {
    return this.getStringAttribute('container_definitions');
  }

  /** A JSON text whose values are all known is read as data. */
  public set containerDefinitions(document: string) {
    (this as any)._containerDefinitions = parsed(document);
  }

  public get containerDefinitionsInput(): string {
    return encoded(this.containers);
  }

  protected synthesizeAttributes(): { [name: string]: any } {
    return { ...super.synthesizeAttributes(), container_definitions: encoded(this.containers) };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attributes = super.synthesizeHclAttributes();
    return {
      ...attributes,
      container_definitions: { ...attributes.container_definitions, value: encoded(this.containers) },
    };
  }
}

function parsed(document: any): any {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch {
    return document;
  }
}

function encoded(containers: any): string {
  if (typeof containers === 'string') return containers;
  return json(Array.isArray(containers) ? containers.map(withTexts) : containers);
}

/** The variables of a container are texts, whatever type Terraform knows of them. */
function withTexts(container: any): any {
  if (!Array.isArray(container?.environment)) return container;
  return {
    ...container,
    environment: container.environment.map((variable: any) =>
      typeof variable?.value === 'string' ? { ...variable, value: asText(variable.value) } : variable,
    ),
  };
}
