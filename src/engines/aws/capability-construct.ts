import { Annotations, CfnResource, Stack, Tags } from 'aws-cdk-lib';
import { Construct, IMixin } from 'constructs';
import { CreationTrace } from './creation-trace';
import { escapeResource } from './escape';
import { differences, Snapshot, snapshot } from './snapshot';
import { StackManifest } from './stack-manifest';
import { Capability } from '../../path/capability';
import { Decision, Ledger } from '../../path/decision';
import { GoldenPath, OverdueEscapes } from '../../path/golden-path';
import { EscapeHatchUse, EscapeOptions } from '../../record/escape-hatch';
import { ManifestEntry, ManifestUse } from '../../record/manifest';
import { SlotBook, SlotEngine } from '../../record/slot-book';
import { today } from '../../support/dates';
import { InvalidInputError } from '../../support/errors';

const CLOUDFORMATION: SlotEngine<CfnResource, Snapshot> = {
  snapshot,
  differences,
  escape: escapeResource,
  typeOf: resource => resource.cfnResourceType,
  logicalIdOf,
};

/** By a token only where somebody gave it another id: resolving one takes longer than the id itself. */
function logicalIdOf(resource: CfnResource): string {
  const { stack } = resource;
  return (resource as any)._logicalIdOverride ? stack.resolve(resource.logicalId) : stack.getLogicalId(resource);
}

/**
 * The base of every capability on AWS CDK: its decisions, its resources by name, and the escape hatch.
 */
export abstract class CapabilityConstruct extends Construct {
  /** The capability, as it stands on this path. */
  public readonly capability: Capability;

  /** @internal */
  public readonly _ledger: Ledger;
  /** @internal */
  public readonly _uses: ManifestUse[] = [];
  private readonly book = new SlotBook(this, CLOUDFORMATION);
  private readonly creationTrace: CreationTrace;
  private refused?: string[];
  private ownerName?: string;

  protected constructor(scope: Construct, id: string, capabilityId: string) {
    super(scope, id);
    const { capability, warning } = GoldenPath._lifecycleOf(this, capabilityId, today());
    this.capability = capability;
    this.creationTrace = new CreationTrace(this, new.target);
    if (warning) Annotations.of(this).addWarningV2(`goldenpath:lifecycle:${capabilityId}`, warning);
    this._ledger = new Ledger(capabilityId, GoldenPath._settingsOf(this), this.node.path);
    this.node.addValidation({ validate: () => this.reviewed() });
  }

  /** Who owns it. */
  public get owner(): string | undefined {
    return this.ownerName;
  }

  /** Every platform decision behind this construct. */
  public get decisions(): Decision[] {
    return [...this._ledger.decisions];
  }

  /** The names of all its resources. They are public API: they change in a major version only. */
  public get slots(): string[] {
    return this.book.names;
  }

  /** Where it differs from what the path decided: recorded escapes, and changes that nobody recorded. */
  public get escapes(): EscapeHatchUse[] {
    return this.book.escapes;
  }

  /** The resource in a slot, as its L1. `resources` has the same with their types. */
  public resource(slot: string): CfnResource {
    return this.book.get(slot);
  }

  /**
   * Leaves the path in one place, on the record: changes a resource by a `Patch`, or by any mixin.
   *
   * A change that fits nothing, or changes nothing, is refused.
   */
  public escape(slot: string, change: IMixin, options: EscapeOptions): void {
    this.book.escape(slot, change, options, this.owner);
  }

  /**
   * Gives a resource the logical id that it has in a deployed stack, for a team that moves onto the path from
   * elsewhere.
   * Nothing is replaced where type and properties agree.
   */
  public keepLogicalId(slot: string, logicalId: string): void {
    const resource = this.resource(slot);
    if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
      throw new InvalidInputError({
        what: `'${logicalId}' is not a logical id.`,
        where: `${this.node.path}, slot '${slot}'`,
        hint: 'Give the id from the deployed template: letters and digits, at most 255.',
        page: 'guides/adopt.md',
      });
    }
    this._amend(slot, () => resource.overrideLogicalId(logicalId));
  }

  /**
   * Names a resource. Every resource that a capability makes goes through here.
   *
   * @internal
   */
  public _slot<T extends CfnResource>(name: string, resource: T): T {
    // With its first resource it is in the manifest: what was refused before is in no stack.
    if (this.book.names.length === 0) StackManifest.of(Stack.of(this)).add(this);
    this.creationTrace.addTo(resource);
    this.book.add(name, resource);
    return resource;
  }

  /**
   * Changes a resource as part of the path (a binding adds a variable): not an escape. What others changed before stays
   * on record.
   *
   * @internal
   */
  public _amend(slot: string, change: () => void): void {
    this.book.amend(slot, change);
  }

  /** @internal */
  public get _resourceTypes(): string[] {
    return this.book.types;
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
      owner: this.owner ?? null,
      decisions: this.decisions,
      uses: this._uses,
      ...this.book.manifest(),
    };
  }

  /**
   * Sets the owner, and the ownership tags on everything below.
   *
   * @internal
   */
  protected _ownedBy(owner: string | undefined): void {
    this.ownerName = owner;
    const tags = Tags.of(this);
    const path = GoldenPath.of(this);
    if (owner) tags.add('goldenpath:owner', owner);
    if (path) tags.add('goldenpath:organization', path.organization);
    tags.add('goldenpath:tier', this._ledger.path.tier);
  }

  /**
   * Runs after the Aspects, once for each synthesis: the manifest of the stack needs it before this construct is
   * validated.
   *
   * @internal
   */
  public _review(): void {
    const { due, unrecorded } = this.book.review(today());
    const refused = GoldenPath.of(this)?.overdueEscapes === OverdueEscapes.ERROR;
    const [errors, warnings] = [
      due.filter(({ overdue }) => overdue && refused),
      due.filter(({ overdue }) => !(overdue && refused)),
    ];
    for (const { id, text } of warnings) Annotations.of(this).addWarningV2(id, text);
    for (const text of unrecorded) Annotations.of(this).addInfo(text);
    this.refused = errors.map(({ text }) => text);
  }

  /** The errors of the last review, or of one now. */
  private reviewed(): string[] {
    if (!this.refused) this._review();
    const errors = this.refused!;
    this.refused = undefined;
    return errors;
  }
}
