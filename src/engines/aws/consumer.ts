import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { CapabilityConstruct } from './capability-construct';
import { environmentOf, stackOf } from './environment';
import { lastingDescription } from './identity';
import { RoleView } from './role';
import { BindingPermission, BindingPort } from '../../binding/binding';
import { Environment } from '../../record/environment';
import { ConsumerEngine, ConsumerProgram } from '../../record/uses';
import { description, upperFirst } from '../../support/names';

/** The consumer's side of bindings on CloudFormation. */
export class CfnConsumer implements ConsumerEngine {
  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly role: RoleView,
    /** The security group of the owner. It is made where only a use needs one. */
    private readonly securityGroup: () => ec2.CfnSecurityGroup,
    public readonly program: ConsumerProgram,
  ) {}

  setPermissions(permissions: readonly BindingPermission[]): void {
    this.role.setBound(permissions);
  }

  open(name: string, { securityGroupId, port }: BindingPort): void {
    const [ingress, egress] = [`${name}Ingress`, `${name}Egress`];
    this.owner._place.hasOpened = true;
    const { attrGroupId } = this.securityGroup();
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    this.owner._slot(
      ingress,
      new ec2.CfnSecurityGroupIngress(this.owner, upperFirst(ingress), {
        ...rule,
        groupId: securityGroupId,
        sourceSecurityGroupId: attrGroupId,
        description: lastingDescription(this.owner, `From ${this.owner.node.path}`),
      }),
    );
    this.owner._slot(
      egress,
      new ec2.CfnSecurityGroupEgress(this.owner, upperFirst(egress), {
        ...rule,
        groupId: attrGroupId,
        destinationSecurityGroupId: securityGroupId,
        description: description(`To ${name}`),
      }),
    );
  }

  resolved(value: string | undefined): string {
    return JSON.stringify(Stack.of(this.owner).resolve(value));
  }

  environmentOf(construct: IConstruct): Environment {
    return environmentOf(construct);
  }

  stackOf(construct: IConstruct): IConstruct {
    return stackOf(construct);
  }

  isMade(construct: IConstruct): boolean {
    return construct instanceof CapabilityConstruct;
  }
}
