import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { InlineFunction } from '../aws';

/** A resource that a function makes and unmakes. */
export interface CustomResourceProps {
  /** The part after `Custom::`. */
  readonly type: string;
  /** The function that CloudFormation asks to make it. */
  readonly by: InlineFunction;
  /** How long CloudFormation waits for the answer, in seconds. CloudFormation's own default is an hour. */
  readonly patience: number;
  /** The properties that the function gets. */
  readonly properties: { readonly [name: string]: any };
}

/**
 * Makes a custom resource in a slot. It is made after the function has got its permissions, and unmade before the
 * function loses them.
 */
export function createCustomResource(
  owner: CapabilityConstruct,
  slot: string,
  { type, by, patience, properties }: CustomResourceProps,
): CfnResource {
  const resource = new CfnCustomResource(owner, upperFirst(slot), `Custom::${type}`, {
    serviceToken: by.function.attrArn,
    serviceTimeout: patience,
    ...properties,
  });
  owner._slot(slot, resource);
  resource.addResourceDependency(by.rolePolicy);
  return resource;
}

/** A custom resource as an L1 of its own, whose properties can be read, patched and compared as those of any other. */
class CfnCustomResource extends CfnResource {
  private readonly names: string[];

  constructor(scope: Construct, id: string, type: string, properties: { readonly [name: string]: any }) {
    super(scope, id, { type });
    this.names = Object.keys(properties);
    Object.assign(this, properties);
  }

  protected override get cfnProperties(): { [key: string]: any } {
    return Object.fromEntries(this.names.map(name => [name, (this as any)[name]]));
  }

  protected override renderProperties(properties: { [key: string]: any }): { [key: string]: any } {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [upperFirst(key), value]));
  }
}
