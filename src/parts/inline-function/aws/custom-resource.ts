import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { InlineFunction } from '../aws';

/** What a function is asked: what it answers for, how long CloudFormation waits for that, and properties of its own. */
export interface CustomResourceProps {
  /** The part after `Custom::`. */
  readonly type: string;
  readonly by: InlineFunction;
  /** In seconds. CloudFormation's own default is an hour. */
  readonly patience: number;
  readonly properties: { readonly [name: string]: any };
}

/**
 * Makes in a slot what a function answers for. It is done while the function has its permissions, and undone likewise.
 */
export function customResource(
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
