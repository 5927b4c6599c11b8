import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import { BoundVariable, byName, prefixed, sorted } from './bound-variables';
import { apart, Environment, eventsApart, holdsHereOnly, refusalOfUse } from './environment';
import { ManifestUse } from './manifest';
import { secretReferences } from './secret-variables';
import { needStack } from './stack-order';
import { counted } from './variable-bytes';
import {
  Access,
  Binding,
  BindingPermission,
  BindingPort,
  Credentials,
  EventSourceKind,
  IBindable,
  UsesOptions,
} from '../binding/binding';
import { identityPath } from '../binding/identity-path';
import { IReliedOn, ReliedOnBy } from '../binding/reliance';
import { BindingError } from '../support/errors';
import { environmentSize, said } from '../support/input';
import { upperFirst } from '../support/names';
import { checkStruct } from '../support/structs';

/** The page about bindings. */
const PAGE = 'guides/bindings.md';

/** The database user for IAM tokens, unless another is named. */
const DEFAULT_USER = 'app';

/**
 * The program of a consumer, as its engine configures it.
 *
 * @internal
 */
export interface ConsumerProgram {
  /** The bytes that AWS takes of all its variables. */
  readonly mostVariableBytes: number;
  /** Sets the environment variables of all uses, in the order of their names. */
  setVariables(variables: { readonly [name: string]: string }): void;
  /**
   * Sets the variables that are filled when it starts, by ECS's references to fields of secrets, and the permissions
   * that it takes to read them. Lambda has nothing like it.
   */
  setSecretVariables?(references: { readonly [name: string]: string }, permissions: readonly BindingPermission[]): void;
}

/**
 * The operations by which an engine makes the parts of a binding, all of them in the stack of the consumer.
 *
 * @internal
 */
export interface ConsumerEngine {
  /** The program of the consumer. */
  readonly program: ConsumerProgram;
  /** Sets the permissions of all uses in the role of the consumer, in an order that is not that of the calls. */
  setPermissions(permissions: readonly BindingPermission[]): void;
  /** Opens a port from the consumer, with rules in slots `<name>Ingress` and `<name>Egress`. */
  open(name: string, port: BindingPort): void;
  /** A value as the template will have it, so that two can be compared. */
  resolved(value: string | undefined): string;
  /** The account and the region of a construct. */
  environmentOf(construct: IConstruct): Environment;
  /** The stack that a construct is deployed with. */
  stackOf(construct: IConstruct): IConstruct;
  /** Whether a construct was made here, and not elsewhere: it is deployed with its stack. */
  isMade(construct: IConstruct): boolean;
}

/**
 * The consumer's side of `uses`: turns bindings into variables, permissions and security-group rules. Two uses never
 * overwrite each other, and their order does not matter.
 *
 * @internal
 */
export class Consumer {
  private readonly variables = new Map<string, BoundVariable>();
  /** The port that each rule opens, by the name of the rule. */
  private readonly opened = new Map<string, string>();

  /** The uses that are joined already, with their permissions. */
  private readonly joined = new Map<string, readonly BindingPermission[]>();
  /** The permissions to read the secrets that fill variables, by what is used. */
  private readonly reads = new Map<string, readonly BindingPermission[]>();

  constructor(
    private readonly owner: IConstruct,
    private readonly engine: ConsumerEngine,
    /** The variables that no binding may overwrite. */
    private readonly own: { readonly [name: string]: string },
    /** The uses in the manifest. Each use is added to them. */
    private readonly recorded: ManifestUse[],
  ) {
    for (const name of Object.keys(own)) this.variables.set(name, { source: 'the construct itself' });
    this.checkSize({});
  }

  /** Joins the consumer to a resource. */
  use(resource: IBindable, access: Access | undefined, options: UsesOptions): Binding {
    if (typeof resource?.bind !== 'function') {
      this.refuse(
        `${said(resource)} cannot be used: it is not of the golden path.`,
        'Grant it by its own methods, for instance bucket.grantRead(service).',
      );
    }
    checkStruct('UsesOptions', options, (what, hint) => this.refuse(what, hint), 'options');
    const binding = resource.bind({
      access,
      credentials: options.credentials ?? Credentials.SECRET,
      userName: options.userName ?? DEFAULT_USER,
      consumer: this.owner.node.path,
    });
    const prefix = options.environmentPrefix ?? binding.environmentPrefix;
    // What every consumer takes: Lambda wants a letter first.
    if (!/^[A-Z][A-Z0-9_]*$/.test(prefix)) {
      this.refuse(
        `'${prefix}' cannot start the name of an environment variable.`,
        'Give environmentPrefix in upper case letters, digits and underscores, with a letter first.',
      );
    }
    const variables = prefixed(prefix, binding.environment);
    const sized = prefixed(prefix, counted(binding));
    const canFill = this.engine.program.setSecretVariables !== undefined;
    const references = secretReferences({ binding, options, canFill }, (what, hint) => this.refuse(what, hint));
    this.checkEnvironment(resource, binding);
    this.checkNames(variables, binding.resource);
    this.checkNames(references, binding.resource, variables);
    this.checkSize(sized, binding.resource);
    this.needStack(resource, binding);
    this.rely(resource, binding, variables, references);
    for (const [name, value] of Object.entries(variables)) {
      this.variables.set(name, { source: binding.resource, value, counted: sized[name] });
    }
    if (Object.keys(references).length > 0) this.fill(binding, references);
    this.record(binding);
    const use = [binding.resource, binding.access, prefix, options.credentials, options.userName].join(' ');
    if (this.joined.has(use)) return binding;
    this.joined.set(use, binding.permissions);
    this.engine.program.setVariables(sorted(this.variables, 'value'));
    if (binding.permissions.length > 0) this.engine.setPermissions(this.permissions());
    for (const port of binding.ports) this.open(identityPath(resource), port);
    return binding;
  }

  /** Lets the secret of a resource fill variables when the program starts. */
  private fill({ resource, secret }: Binding, references: { readonly [name: string]: string }): void {
    for (const [name, reference] of Object.entries(references)) {
      this.variables.set(name, { source: resource, reference });
    }
    this.reads.set(resource, secret!.permissions);
    const permissions = [...this.reads].sort(byName).flatMap(([, each]) => each);
    this.engine.program.setSecretVariables!(sorted(this.variables, 'reference'), permissions);
  }

  /** Refuses an escape that what is used or its user cannot do with. Later ones are refused from now on. */
  private rely(resource: IBindable, binding: Binding, variables: object, references: object): void {
    const { access, permissions, ports, events } = binding;
    const by = [
      ReliedOnBy.USED,
      ...(permissions.length > 0 ? [ReliedOnBy.PERMITTED] : []),
      ...(ports.length > 0 ? [ReliedOnBy.REACHED] : []),
      ...(Object.keys(references).length > 0 ? [ReliedOnBy.FILLED] : []),
      ...(events?.kind === EventSourceKind.QUEUE ? [ReliedOnBy.CONSUMED] : []),
    ];
    const consumes = access === Access.CONSUME;
    (resource as Partial<IReliedOn>)._relyOn?.([ReliedOnBy.USERS, ...(consumes ? [ReliedOnBy.CONSUMERS] : [])]);
    (this.owner as Partial<IReliedOn>)._relyOn?.(by, Object.keys({ ...variables, ...references }));
  }

  /** The permissions of all uses, in the order of what is used: another one would be a change of the role. */
  private permissions(): BindingPermission[] {
    return [...this.joined].sort(byName).flatMap(([, permissions]) => permissions);
  }

  private record({ capability, resource, access }: Binding): void {
    const known = this.recorded.findIndex(each => each.resource === resource && each.access === access);
    const names = [...this.variables].filter(([, { source, reference }]) => source === resource && reference);
    const secretVariables = names.map(([name]) => name).sort();
    if (known >= 0) this.recorded.splice(known, 1);
    this.recorded.push({ capability, resource, access, ...(names.length > 0 ? { secretVariables } : {}) });
    // In an order that is not that of the calls: the manifest is in the template.
    const keyOf = (use: ManifestUse) => `${use.resource} ${use.access}`;
    this.recorded.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  private open(resource: string, port: BindingPort): void {
    const opens = `${resource}, ${port.name}, ${port.port}`;
    const name = this.nameOfRule(resource, port.name, opens);
    if (this.opened.get(name) === opens) return;
    this.opened.set(name, opens);
    this.engine.open(name, port);
  }

  /**
   * The name of a rule follows from what is used alone, so that the order of uses changes no id. Something beside the
   * consumer has a plain name; something in another scope may share its id with that, and gets a hash. A rule of the
   * owner's keeps its name.
   */
  private nameOfRule(resource: string, id: string, opens: string): string {
    const scope = identityPath(this.owner).split('/').slice(0, -1).join('/');
    const beside = resource.split('/').slice(0, -1).join('/') === scope;
    const own = this.owner.node.tryFindChild(`${upperFirst(id)}Ingress`) && this.opened.get(id) !== opens;
    return beside && !own ? id : id + createHash('sha256').update(opens).digest('hex').slice(0, 8);
  }

  /** What was made elsewhere may let in others than its own account: that is up to its owner. Its ports cannot. */
  private checkEnvironment(resource: IBindable, binding: Binding): void {
    const here = this.engine.environmentOf(this.owner);
    const made = this.engine.isMade(resource);
    const difference =
      (made && holdsHereOnly(binding)) || binding.ports.length > 0
        ? apart(here, this.engine.environmentOf(resource))
        : eventsApart(binding, here);
    if (!difference) return;
    const { what, hint } = refusalOfUse(binding, difference);
    this.refuse(what, hint);
  }

  /** What is deployed with another stack needs that stack first. */
  private needStack(resource: IBindable, binding: Binding): void {
    if (!this.engine.isMade(resource) || !holdsHereOnly(binding)) return;
    const stackOf = (construct: IConstruct) => this.engine.stackOf(construct);
    needStack({ user: this.owner, used: resource }, stackOf, PAGE);
  }

  private checkNames(variables: { [name: string]: string }, source: string, beside?: object): void {
    for (const [name, value] of Object.entries(variables)) {
      if (beside && Object.hasOwn(beside, name)) {
        this.refuse(`The variable ${name} of '${source}' is one that every use of it sets.`, 'Take another name.');
      }
      const taken = this.variables.get(name);
      if (taken === undefined) continue;
      const hint = beside
        ? 'Give another name in secretVariables.'
        : "Give this use another prefix: uses(resource, access, { environmentPrefix: 'OTHER' }).";
      if (taken.source !== source) {
        this.refuse(`The variable ${name} of '${source}' is already set by ${taken.source}.`, hint);
      }
      // Otherwise the last use would win, and the order of calls would matter.
      if (this.engine.resolved(taken.value ?? taken.reference) !== this.engine.resolved(value)) {
        this.refuse(`'${source}' is used twice, with two values of ${name}.`, hint);
      }
    }
  }

  private checkSize(variables: { readonly [name: string]: string }, source?: string): void {
    const { mostVariableBytes: most } = this.engine.program;
    const size = environmentSize({ ...this.own, ...sorted(this.variables, 'counted'), ...variables });
    if (size <= most) return;
    this.refuse(
      `${source ? `With those of '${source}', the` : 'The'} program's variables have ${size} bytes: AWS takes ${most}.`,
      'Give variables of its own that are long by a parameter of Systems Manager, or use less: split the program.',
    );
  }

  private refuse(what: string, hint: string): never {
    throw new BindingError({ what, where: this.owner.node.path, hint, page: PAGE });
  }
}

/**
 * The variables of a program, with those of its uses after its own. One that is there keeps its value: an escape may
 * have changed it.
 *
 * @internal
 */
export function withBound(
  present: { readonly [name: string]: string },
  bound: { readonly [name: string]: string },
): { [name: string]: string } {
  const own = Object.entries(present).filter(([name]) => !Object.hasOwn(bound, name));
  return Object.fromEntries([...own, ...Object.entries({ ...bound, ...picked(present, bound) })]);
}

function picked(from: { readonly [name: string]: string }, names: object): { [name: string]: string } {
  return Object.fromEntries(Object.entries(from).filter(([name]) => Object.hasOwn(names, name)));
}
