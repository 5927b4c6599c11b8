import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { IConstruct } from 'constructs';
import { CapabilityConstruct } from './capability-construct';
import { environmentOf, stackOf } from './environment';
import { resolved } from './escape';
import { RolePermissions } from './role';
import { allowEgress, allowIngress } from './security-groups';
import { BindingPermission, BindingPort } from '../../binding/binding';
import { Environment } from '../../record/environment';
import { ConsumerEngine, ConsumerProgram } from '../../record/uses';

/** The consumer's side of bindings on Terraform. */
export class TerraformConsumer implements ConsumerEngine {
  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly role: RolePermissions,
    /** The security group of the owner. It is made where only a use needs one. */
    private readonly securityGroup: () => SecurityGroup,
    public readonly program: ConsumerProgram,
  ) {}

  setPermissions(permissions: readonly BindingPermission[]): void {
    this.role.setBound(permissions);
  }

  open(name: string, { securityGroupId, port }: BindingPort): void {
    this.owner._place.hasOpened = true;
    const { id } = this.securityGroup();
    allowIngress(
      this.owner,
      `${name}Ingress`,
      securityGroupId,
      port,
      { referencedSecurityGroupId: id },
      `From ${this.owner.node.path}`,
    );
    allowEgress(this.owner, `${name}Egress`, id, port, { referencedSecurityGroupId: securityGroupId }, `To ${name}`);
  }

  resolved(value: string | undefined): string {
    return JSON.stringify(resolved(this.owner, value));
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
