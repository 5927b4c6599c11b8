import { createHash } from 'crypto';
import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CapabilityConstruct } from './capability-construct';
import { description } from './description';
import { RoleView, upperFirst } from './role';
import { Access, Binding, BindingPort, Credentials, IBindable, UsesOptions } from '../core/binding';
import { BindingError } from '../core/errors';

/** The database user that an IAM token is made for, unless another is named. */
const DEFAULT_USER = 'app';

/**
 * The consumer's side of `uses`: turns bindings into variables, statements of the role, and security-group rules. All of
 * them stand in the consumer's stack, so that two stacks never reference each other in a circle.
 */
export class Consumer {
  private readonly variables = new Map<string, { source: string; value?: string }>();
  /** The names of the rules that were made, and the port that each opens. */
  private readonly opened = new Map<string, string>();

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly role: RoleView,
    private readonly securityGroup: ec2.CfnSecurityGroup,
    /** Variables that nothing may overwrite, and who set them. */
    taken: { [name: string]: string },
    private readonly addVariables: (variables: { [name: string]: string }) => void,
  ) {
    for (const [name, source] of Object.entries(taken)) this.variables.set(name, { source });
  }

  /** Joins the consumer to a resource. */
  use(resource: IBindable, access: Access | undefined, options: UsesOptions): Binding {
    if (typeof resource?.bind !== 'function') {
      this.refuse(`'${(resource as any)?.node?.path ?? resource}' cannot be used: it is not of the golden path.`, 'Grant it by its own methods, for instance bucket.grantRead(service).');
    }
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
    if (binding.ports.length > 0) this.checkRegion(resource);
    this.checkNames(variables, binding.resource);
    this.addVariables(variables);
    for (const { actions, resources, conditions } of binding.permissions) {
      this.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
    }
    for (const port of binding.ports) this.open(binding.resource, port);
    return binding;
  }

  private open(resource: string, { securityGroupId, port, name }: BindingPort): void {
    const opens = `${resource}, ${name}, ${port}`;
    // Two resources of the same id, in two scopes: the first keeps the plain name.
    const unique = [name, name + createHash('sha256').update(opens).digest('hex').slice(0, 8)].find(each => (this.opened.get(each) ?? opens) === opens)!;
    if (this.opened.has(unique)) return;
    this.opened.set(unique, opens);
    const [ingress, egress] = [`${unique}Ingress`, `${unique}Egress`];
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    this.owner._slot(ingress, new ec2.CfnSecurityGroupIngress(this.owner, upperFirst(ingress), {
      ...rule,
      groupId: securityGroupId,
      sourceSecurityGroupId: this.securityGroup.attrGroupId,
      description: description(`From ${this.owner.node.path}`),
    }));
    this.owner._slot(egress, new ec2.CfnSecurityGroupEgress(this.owner, upperFirst(egress), {
      ...rule,
      groupId: this.securityGroup.attrGroupId,
      destinationSecurityGroupId: securityGroupId,
      description: description(`To ${name}`),
    }));
  }

  /** Security groups know each other in one region only. */
  private checkRegion(resource: IBindable): void {
    const [here, there] = [Stack.of(this.owner).region, Stack.of(resource).region];
    if (here === there || Token.isUnresolved(here) || Token.isUnresolved(there)) return;
    this.refuse(`'${resource.node.path}' is in ${there}, and this in ${here}: the port cannot be opened.`, 'Put both into one region.');
  }

  private checkNames(variables: { [name: string]: string }, source: string): void {
    const resolved = (value: string | undefined) => JSON.stringify(Stack.of(this.owner).resolve(value));
    for (const [name, value] of Object.entries(variables)) {
      const taken = this.variables.get(name);
      if (taken === undefined) continue;
      const hint = "Give this use another prefix: uses(resource, access, { environmentPrefix: 'OTHER' }).";
      if (taken.source !== source) this.refuse(`The variable ${name} of '${source}' is already set by ${taken.source}.`, hint);
      // Else the last use would win, and the order of calls would matter.
      if (resolved(taken.value) !== resolved(value)) this.refuse(`'${source}' is used twice, with two values of ${name}.`, hint);
    }
    for (const [name, value] of Object.entries(variables)) this.variables.set(name, { source, value });
  }

  private refuse(what: string, hint: string): never {
    throw new BindingError({ what, where: this.owner.node.path, hint, page: 'guides/bindings.md' });
  }
}
