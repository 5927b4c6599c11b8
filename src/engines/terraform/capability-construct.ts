import { Annotations, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IMixin } from 'constructs';
import { importResource, moveFrom } from './adoption';
import { allowAnyId } from './block-names';
import { isBrought } from './brought-role';
import { environmentOf, stackOf } from './environment';
import { escapeResource, renderedProperties } from './escape';
import { argumentReader } from './identity';
import { keepLiterals } from './literals';
import { LockReview } from './lock-review';
import { Placement } from './placement';
import { provide, ProvidedPlan } from './provider';
import { differences, Snapshot, snapshot } from './snapshot';
import { StackSettings } from './stack-settings';
import { tagNames } from './tag-names';
import { withoutTokenTraces } from './token-traces';
import { ReliedOnBy } from '../../binding/reliance';
import { Capability } from '../../path/capability';
import { Decision } from '../../path/decision';
import { GoldenPath, OverdueEscapes } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { BroughtRoles } from '../../record/brought-roles';
import { EscapeHatchUse, EscapeOptions } from '../../record/escape-hatch';
import { Finding, textOf } from '../../record/finding';
import { StandingResource } from '../../record/lock/locked-resource';
import { ManifestEntry, ManifestUse } from '../../record/manifest';
import { checkUnclaimed } from '../../record/moved-from';
import { Reliances } from '../../record/reliances';
import { SlotBook } from '../../record/slot-book';
import { SlotEngine } from '../../record/slot-engine';
import { takeNames } from '../../record/taken-names';
import { today } from '../../support/dates';
import { pathOf } from '../../support/input';
import { checkRegional } from '../../support/regional';

const TERRAFORM: SlotEngine<TerraformResource, Snapshot> = {
  snapshot,
  differences,
  escape: escapeResource,
  rendered: renderedProperties,
  typeOf: resource => resource.terraformResourceType,
  logicalIdOf: resource => resource.friendlyUniqueId,
  tagNames,
  reader: argumentReader,
};

/**
 * The base of every capability on CDK for Terraform: its decisions, its resources by name, and the escape hatch.
 */
export abstract class CapabilityConstruct extends Construct {
  /** The capability, with its stage on this path. */
  public readonly capability: Capability;
  /** The team that owns it. */
  public readonly owner?: string;

  /** @internal */
  public readonly _ledger: Ledger;
  /** @internal */
  public readonly _roles: BroughtRoles;
  /** @internal */
  public readonly _uses: ManifestUse[] = [];
  /** @internal */
  public readonly _place = new Placement(this);
  private readonly book: SlotBook<TerraformResource, Snapshot>;
  private readonly reliances: Reliances;
  private readonly takeNames: () => void;

  /** @param planned a plan, by the one way to build: capabilities call this, and nobody else */
  protected constructor(scope: Construct, id: string, planned: any) {
    const plan: ProvidedPlan = planned;
    for (const error of plan.exceeded.values()) throw error;
    const here = environmentOf(scope, plan.provider);
    checkRegional(plan.regional, here, plan.refuse);
    checkUnclaimed(scope, pathOf(scope, id), plan.refuse);
    const roles = new BroughtRoles(plan.roleArns, here, plan.refuse);
    super(scope, id);
    provide(this, plan.provider);
    this._roles = roles;
    allowAnyId(TerraformStack.of(this));
    this.reliances = new Reliances(this, 'terraform', plan, () => roles.rows() ?? []);
    this.book = new SlotBook(this, TERRAFORM, this.reliances);
    this.capability = plan.capability;
    this.takeNames = () =>
      takeNames(this, plan.names, { environment: environmentOf(this), stack: stackOf(this) }, plan.refuse);
    this._ledger = plan.ledger;
    this.owner = plan.owner;
    for (const { text } of plan.notices) Annotations.of(this).addWarning(text);
    this.node.addValidation({ validate: () => this.review() });
  }

  /** Every decision of the path about this construct. */
  public get decisions(): Decision[] {
    return [...this._ledger.decisions];
  }

  /** The names of all its resources. They change in a major version only. */
  public get slots(): string[] {
    return this.book.names;
  }

  /** The differences from what the path decided: recorded escapes, and changes that nobody recorded. */
  public get escapes(): EscapeHatchUse[] {
    return this.book.escapes;
  }

  /** The resource in a slot. `resources` has all of them, each with its type. */
  public resource(slot: string): TerraformResource {
    return this.book.get(slot);
  }

  /**
   * Changes a resource so that it differs from the path, by a `Patch` with Terraform's names or by any mixin. The
   * escape is recorded.
   *
   * A change that does not fit the resource, or has no effect, is refused.
   */
  public escape(slot: string, change: IMixin, options: EscapeOptions): void {
    this.book.escape(slot, change, options, this.owner);
  }

  /**
   * Gives the former address of a resource: Terraform moves it in the state instead of replacing it.
   *
   * @param slot the resource
   * @param address the former address, as `terraform state list` prints it: `aws_rds_cluster.legacy`,
   * `module.rds.aws_rds_cluster.this[0]`, `module.db["orders"].aws_rds_cluster.this`
   */
  public movedFrom(slot: string, address: string): void;
  /**
   * Says where the construct stood before, in the same stack, if it has another id or scope now: Terraform moves its
   * resources in the state, and they keep their names. To be called right after the construct is made. One that was
   * moved before says that first: `movedFrom('Shop/A')`, and then `movedFrom('Shop/B')`.
   *
   * @param path the path that it had, as the lock has it: `Shop/OrdersDb`
   * @throws InvalidInputError where nothing can have been there, or others use the construct already
   */
  public movedFrom(path: string): void;
  public movedFrom(slot: string, address?: string): void {
    if (address === undefined) {
      this._place.move(slot, this.reliances.isUsed);
      for (const each of this.slots) this._place.moveInState(this.resource(each));
      return;
    }
    moveFrom(this.resource(slot), address, this.whereIs(slot));
    this.book.keep(slot);
  }

  /**
   * Gives the id of a resource that is in AWS and in no state of Terraform: Terraform imports it instead of making
   * another.
   *
   * @param slot the resource
   * @param importId the id that the provider imports it by: the name of a table, the URL of a queue
   * @see https://developer.hashicorp.com/terraform/language/import
   */
  public importFrom(slot: string, importId: string): void {
    importResource(this.resource(slot), importId, this.whereIs(slot));
    this.book.keep(slot);
  }

  /** @internal */
  public get _movedFrom(): string | undefined {
    return this._place.movedFrom;
  }

  private whereIs(slot: string): string {
    return `${this.node.path}, slot '${slot}'`;
  }

  /**
   * Puts a resource into a slot. Every resource that a capability makes is put into one. A role that is made
   * elsewhere is not.
   *
   * @internal
   */
  public _slot<T extends TerraformResource>(name: string, resource: T): T {
    if (isBrought(resource)) {
      this.book.leaveOut(name);
      return resource;
    }
    if (this.book.names.length === 0) {
      StackSettings.of(TerraformStack.of(this)).add(this);
      LockReview.of(this).add(this);
    }
    this._place.moveInState(resource);
    keepLiterals(resource);
    this.book.add(name, resource);
    return resource;
  }

  /**
   * Changes a resource as part of the path: a binding adds a variable. That is no escape. Changes of others before it
   * stay on record.
   *
   * @internal
   */
  public _amend(slot: string, change: () => void): void {
    this.book.amend(slot, change);
  }

  /**
   * Notes who relies on the construct: an escape that changes what they rely on is refused, before or after.
   *
   * @internal
   */
  public _relyOn(by: readonly ReliedOnBy[], variables?: readonly string[]): void {
    this.reliances.rely(by, variables);
  }

  /** @internal */
  public get _resourceTypes(): string[] {
    return this.book.types;
  }

  /** @internal */
  public _standing(): StandingResource[] {
    const rows = this.book.identify().map(row => ({ ...row, formerId: this._place.formerId(this.resource(row.slot)) }));
    const { id: capability } = this.capability;
    return this._place.standing(rows, { tier: this._ledger.path.tier, capability });
  }

  /** @internal */
  public _manifestEntry(): ManifestEntry {
    const { id, version, stage, owner: capabilityOwner } = this.capability;
    return {
      capability: id,
      version,
      stage,
      capabilityOwner,
      path: this.node.path,
      madeAt: this._movedFrom,
      owner: this.owner ?? null,
      decisions: this.decisions,
      uses: this._uses,
      ...this.book.manifest(),
      roles: this._roles.rows(),
    };
  }

  /**
   * The tags of all resources of this construct. The provider adds the tags of the path by itself.
   *
   * @internal
   */
  public get _tags(): { [key: string]: string } | undefined {
    return this.owner ? { 'goldenpath:owner': this.owner } : undefined;
  }

  /**
   * Makes the resources of the construct. Where that is refused, the tree is left as it was.
   *
   * @internal
   */
  protected _make<R>(make: () => R): R {
    using _untraced = withoutTokenTraces();
    const stack = TerraformStack.of(this);
    const before = new Set(stack.node.children);
    try {
      this.takeNames();
      const made = make();
      this._roles.refuseUnknown();
      this.reliances.made();
      const { note } = this._roles;
      if (note) Annotations.of(this).addInfo(note);
      return made;
    } catch (error) {
      if (this.book.names.length > 0) StackSettings.of(stack).remove(this);
      LockReview.of(this).remove(this);
      this.node.scope!.node.tryRemoveChild(this.node.id);
      for (const child of stack.node.children) {
        if (!before.has(child)) stack.node.tryRemoveChild(child.node.id);
      }
      throw error;
    }
  }

  /** Reviews the escapes, after the Aspects. Returns errors. */
  private review(): string[] {
    const overdueRefused = GoldenPath.of(this)?.overdueEscapes === OverdueEscapes.ERROR;
    const { findings, replaced } = this.book.review(today(), overdueRefused);
    const said = (severity: Finding['severity']) => findings.filter(each => each.severity === severity).map(textOf);
    for (const text of said('warning')) Annotations.of(this).addWarning(text);
    for (const text of said('info')) Annotations.of(this).addInfo(text);
    return [...replaced, ...said('fatal')];
  }
}
