import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { IConstruct } from 'constructs';
import { CapabilityConstruct } from './capability-construct';
import { resolved } from './escape';
import { RolePermissions } from './role';
import { BindingPermission, BindingPort } from '../core/binding';
import { ConsumerEngine } from '../core/consumer';
import { GoldenPath } from '../core/golden-path';
import { description, upperFirst } from '../core/words';

/** Makes of a binding what Terraform needs. */
export class TerraformConsumer implements ConsumerEngine {
  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly role: RolePermissions,
    private readonly securityGroup: SecurityGroup,
    public readonly addVariables: (variables: { [name: string]: string }) => void,
  ) {}

  addPermission(permission: BindingPermission): void {
    this.role.add(permission);
  }

  open(name: string, { securityGroupId, port }: BindingPort): void {
    const [ingress, egress] = [`${name}Ingress`, `${name}Egress`];
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port, tags: this.owner._tags };
    this.owner._slot(ingress, new VpcSecurityGroupIngressRule(this.owner, upperFirst(ingress), {
      ...rule,
      securityGroupId,
      referencedSecurityGroupId: this.securityGroup.id,
      description: description(`From ${this.owner.node.path}`),
    }));
    this.owner._slot(egress, new VpcSecurityGroupEgressRule(this.owner, upperFirst(egress), {
      ...rule,
      securityGroupId: this.securityGroup.id,
      referencedSecurityGroupId: securityGroupId,
      description: description(`To ${name}`),
    }));
  }

  resolved(value: string | undefined): string {
    return JSON.stringify(resolved(this.securityGroup, value));
  }

  regionOf(construct: IConstruct): string | undefined {
    return GoldenPath.of(construct)?.terraform?.region;
  }
}
