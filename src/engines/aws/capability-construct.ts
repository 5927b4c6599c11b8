import { Annotations, CfnResource, Stack, TagManager, Tags } from 'aws-cdk-lib';
import { Construct, IMixin } from 'constructs';
import { accountOfRole, isBrought } from './brought-role';
import { CreationTrace } from './creation-trace';
import { environmentOf, stackOf } from './environment';
import { escapeResource, renderedProperties } from './escape';
import { Findings } from './findings';
import { propertyReader } from './identity';
import { LockReview } from './lock-review';
import { outermost } from './outermost-stack';
import { checkLogicalId, Placement } from './placement';
import { ResourceAnswers } from './policy-answers';
import { differences, Snapshot, snapshot } from './snapshot';
import { StackManifest } from './stack-manifest';
import { ReliedOnBy } from '../../binding/reliance';
import { Capability } from '../../path/capability';
import { Decision } from '../../path/decision';
import { GoldenPath, OverdueEscapes } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { Plan } from '../../path/plan';
import { BroughtRoles } from '../../record/brought-roles';
import { EscapeHatchUse, EscapeOptions } from '../../record/escape-hatch';
import { textOf } from '../../record/finding';
import { StandingResource } from '../../record/lock/locked-resource';
import { ManifestEntry, ManifestUse } from '../../record/manifest';
import { checkUnclaimed } from '../../record/moved-from';
import { Reliances } from '../../record/reliances';
import { SlotBook } from '../../record/slot-book';
import { SlotEngine } from '../../record/slot-engine';
import { takeNames } from '../../record/taken-names';
import { today } from '../../support/dates';
import { DOCS } from '../../support/errors';
import { pathOf } from '../../support/input';
import { checkRegional } from '../../support/regional';

const CLOUDFORMATION: SlotEngine<CfnResource, Snapshot> = {
  snapshot,
  differences,
  escape: escapeResource,
  rendered: renderedProperties,
  typeOf: resource => (resource as any).rawOverrides?.Type ?? resource.cfnResourceType,
  logicalIdOf,
  tagNames: resource => Object.keys(TagManager.of(resource)?.tagValues() ?? {}),
  reader: propertyReader,
};

/** The logical id. A token is resolved only where somebody gave the resource another id: it takes longer. */
function logicalIdOf(resource: CfnResource): string {
  const { stack } = resource;
  return (resource as any)._logicalIdOverride ? stack.resolve(resource.logicalId) : stack.getLogicalId(resource);
}

/**
 * The base of every capability on AWS CDK: its decisions, its resources by name, and the escape hatch.
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
  private readonly book: SlotBook<CfnResource, Snapshot>;
  private readonly reliances: Reliances;
  private readonly takeNames: () => void;
  private readonly creationTrace: CreationTrace;
  private readonly answers: ResourceAnswers;
  private replaced?: string[];

  /** @param planned a plan, by the one way to build: capabilities call this, and nobody else */
  protected constructor(scope: Construct, id: string, planned: any) {
    const plan: Plan = planned;
    const here = environmentOf(scope);
    checkRegional(plan.regional, here, plan.refuse);
    checkUnclaimed(scope, pathOf(scope, id), plan.refuse);
    const roles = new BroughtRoles(plan.roleArns, here, plan.refuse, arn => accountOfRole(scope, arn));
    super(scope, id);
    this._roles = roles;
    this.reliances = new Reliances(this, 'cloudformation', plan, () => roles.rows() ?? []);
    this.book = new SlotBook(this, CLOUDFORMATION, this.reliances);
    this.capability = plan.capability;
    this.answers = new ResourceAnswers(this, plan.answers);
    this.takeNames = () =>
      takeNames(this, plan.names, { environment: environmentOf(this), stack: stackOf(this) }, plan.refuse);
    this.creationTrace = new CreationTrace(this, new.target);
    this._ledger = plan.ledger;
    this.owner = plan.owner;
    this.tagOwnership();
    for (const notice of plan.notices) Annotations.of(this).addWarningV2(notice.id, notice.text);
    this.noteExceeded(plan);
    this.node.addValidation({ validate: () => this.reviewed() });
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

  /** The resource in a slot, as its L1. `resources` has all of them, each with its type. */
  public resource(slot: string): CfnResource {
    return this.book.get(slot);
  }

  /**
   * Changes a resource so that it differs from the path, by a `Patch` or by any mixin. The escape is recorded.
   *
   * A change that does not fit the resource, or has no effect, is refused.
   */
  public escape(slot: string, change: IMixin, options: EscapeOptions): void {
    const properties = this.book.escape(slot, change, options, this.owner);
    if (options.reviewBy) this.creationTrace.addChange(this.resource(slot), properties, this.escape);
  }

  /**
   * Gives a resource the logical id that it has in a deployed stack, for a team that moves an existing stack onto the
   * path. Nothing is replaced where type and properties agree; one with data whose name is another is refused at synth.
   */
  public keepLogicalId(slot: string, logicalId: string): void {
    const resource = this.resource(slot);
    checkLogicalId(logicalId, `${this.node.path}, slot '${slot}'`);
    this._amend(slot, () => resource.overrideLogicalId(logicalId));
    this.book.keep(slot);
  }

  /**
   * Says where the construct stood before, in the same stack, if it has another id or scope now. Its resources keep
   * their logical ids and names: nothing is made anew, and the variables of who uses it keep their names. To be called
   * right after the construct is made.
   *
   * @param path the path that it had, as the lock has it: `Shop/OrdersDb`
   * @throws InvalidInputError where nothing can have been there, or others use the construct already
   */
  public movedFrom(path: string): void {
    this._place.move(path, this.reliances.isUsed);
    for (const slot of this.slots) this._amend(slot, () => this._place.keepId(this.resource(slot)));
  }

  /** @internal */
  public get _movedFrom(): string | undefined {
    return this._place.movedFrom;
  }

  /**
   * Puts a resource into a slot, as every resource that a capability makes. A role that is made elsewhere is not.
   *
   * @internal
   */
  public _slot<T extends CfnResource>(name: string, resource: T): T {
    if (isBrought(resource)) {
      this.book.leaveOut(name);
      return resource;
    }
    if (this.book.names.length === 0) {
      StackManifest.of(Stack.of(this)).add(this);
      LockReview.of(this).add(this);
    }
    this._place.keepId(resource);
    this.creationTrace.addTo(resource);
    this.answers.giveTo(name, resource);
    this.book.add(name, resource);
    return resource;
  }

  /**
   * Changes a resource as part of the path, which is no escape. Changes of others before it stay on record.
   *
   * @internal
   */
  public _amend(slot: string, change: () => void): void {
    this.book.amend(slot, change);
  }

  /**
   * Notes who relies on it: an escape that changes what they rely on is refused, before or after.
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
  public _standing(withIdentity = true): StandingResource[] {
    const { id: capability } = this.capability;
    return this._place.standing(this.book.identify(withIdentity), { tier: this._ledger.path.tier, capability });
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
      answers: this.answers.rows,
      roles: this._roles.rows(),
    };
  }

  /**
   * Makes the resources of the construct. Where that is refused, the tree is left as it was.
   *
   * @internal
   */
  protected _make<R>(make: () => R): R {
    const stack = Stack.of(this);
    const scopes = [stack, outermost(stack)].map(({ node }) => ({ node, before: new Set(node.children) }));
    try {
      this.takeNames();
      const made = make();
      this._roles.refuseUnknown();
      this.reliances.made();
      const { note } = this._roles;
      if (note) Annotations.of(this).addInfoV2('goldenpath:roles', note);
      return made;
    } catch (error) {
      if (this.book.names.length > 0) StackManifest.of(stack).remove(this);
      LockReview.of(this).remove(this);
      this.node.scope!.node.tryRemoveChild(this.node.id);
      for (const { node, before } of scopes) {
        for (const child of node.children) if (!before.has(child)) node.tryRemoveChild(child.node.id);
      }
      throw error;
    }
  }

  /** Tags everything below with its owner, organisation and tier. */
  private tagOwnership(): void {
    const tags = Tags.of(this);
    const path = GoldenPath.of(this);
    if (this.owner) tags.add('goldenpath:owner', this.owner);
    if (path) tags.add('goldenpath:organization', path.organization);
    tags.add('goldenpath:tier', this._ledger.path.tier);
  }

  /**
   * Reviews the escapes. It runs after the Aspects, once for each synthesis: the manifest of the stack needs it before
   * this construct is validated.
   *
   * @internal
   */
  public _review(): void {
    const overdueRefused = GoldenPath.of(this)?.overdueEscapes === OverdueEscapes.ERROR;
    const { findings, replaced } = this.book.review(today(), overdueRefused);
    const located = findings.map(finding => ({ finding, about: finding.at && this.resource(finding.at.slot) }));
    Findings.of(this).note(this, 'review', located);
    this.replaced = replaced;
  }

  /** The values that the platform team does not allow: all of them are said at once, when the app is synthesised. */
  private noteExceeded({ exceeded }: Plan): void {
    const found = [...exceeded].map(([name, { complaint }]) => ({
      finding: {
        rule: `limit:${name}`,
        severity: 'fatal' as const,
        text: complaint.what,
        fix: `${complaint.hint} ${DOCS}/${complaint.page}`,
      },
    }));
    if (found.length > 0) Findings.of(this).note(this, 'plan', found);
  }

  /** The errors of the last review, or of one now. What the plugin reports is no error of the tree as well. */
  private reviewed(): string[] {
    if (!this.replaced) this._review();
    const replaced = this.replaced!;
    this.replaced = undefined;
    const findings = Findings.of(this);
    return findings.asked ? replaced : [...replaced, ...findings.fatal(this).map(textOf)];
  }
}
