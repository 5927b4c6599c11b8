import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CapabilityConstruct } from './capability-construct';
import { RoleView, upperFirst } from './role';
import { Access, Binding, Credentials, IBindable, UsesOptions } from '../core/binding';
import { BindingError } from '../core/errors';

/** The database user that an IAM token is made for, unless another is named. */
const DEFAULT_USER = 'app';

/**
 * The consumer's side of `uses`: turns bindings into variables, statements of the role, and security-group rules. All of
 * them stand in the consumer's stack, so that two stacks never reference each other in a circle.
 */
export class Consumer {
  private readonly sources = new Map<string, string>();

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly role: RoleView,
    private readonly securityGroup: ec2.CfnSecurityGroup,
    /** Variables that nothing may overwrite, and who set them. */
    taken: { [name: string]: string },
    private readonly addVariables: (variables: { [name: string]: string }) => void,
  ) {
    for (const [name, source] of Object.entries(taken)) this.sources.set(name, source);
  }

  /** Joins the consumer to a resource. */
  use(resource: IBindable, access: Access | undefined, options: UsesOptions): Binding {
    const binding = resource.bind({
      access,
      credentials: options.credentials ?? Credentials.SECRET,
      userName: options.userName ?? DEFAULT_USER,
      consumer: this.owner.node.path,
    });
    const prefix = options.environmentPrefix ?? binding.environmentPrefix;
    if (!/^[A-Z_][A-Z0-9_]*$/.test(prefix)) {
      this.refuse(`'${prefix}' cannot start the name of an environment variable.`, 'Give environmentPrefix in upper case letters, digits and underscores.');
    }
    const variables = Object.fromEntries(Object.entries(binding.environment).map(([suffix, value]) => [`${prefix}_${suffix}`, value]));
    this.checkNames(Object.keys(variables), binding.resource);
    this.addVariables(variables);
    for (const { actions, resources, conditions } of binding.permissions) {
      this.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
    }
    for (const port of binding.ports) this.open(port.securityGroupId, port.port, port.name);
    return binding;
  }

  private open(securityGroupId: string, port: number, name: string): void {
    const [ingress, egress] = [`${name}Ingress`, `${name}Egress`];
    if (this.owner.slots.includes(ingress)) return;
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    this.owner._slot(ingress, new ec2.CfnSecurityGroupIngress(this.owner, upperFirst(ingress), {
      ...rule,
      groupId: securityGroupId,
      sourceSecurityGroupId: this.securityGroup.attrGroupId,
      description: `From ${this.owner.node.path}`.slice(0, 255),
    }));
    this.owner._slot(egress, new ec2.CfnSecurityGroupEgress(this.owner, upperFirst(egress), {
      ...rule,
      groupId: this.securityGroup.attrGroupId,
      destinationSecurityGroupId: securityGroupId,
      description: `To ${name}`.slice(0, 255),
    }));
  }

  private checkNames(names: string[], source: string): void {
    for (const name of names) {
      const taken = this.sources.get(name);
      if (taken !== undefined && taken !== source) {
        this.refuse(`The variable ${name} of '${source}' is already set by ${taken}.`, "Give this use another prefix: uses(resource, access, { environmentPrefix: 'OTHER' }).");
      }
    }
    for (const name of names) this.sources.set(name, source);
  }

  private refuse(what: string, hint: string): never {
    throw new BindingError({ what, where: this.owner.node.path, hint, page: 'guides/bindings.md' });
  }
}
