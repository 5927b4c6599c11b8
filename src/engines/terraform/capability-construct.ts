import { Annotations, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IMixin } from 'constructs';
import { escapeResource } from './escape';
import { differences, Snapshot, snapshot } from './snapshot';
import { StackSettings } from './stack-settings';
import { Capability } from '../../path/capability';
import { Decision, Ledger } from '../../path/decision';
import { GoldenPath, OverdueEscapes } from '../../path/golden-path';
import { EscapeHatchUse, EscapeOptions } from '../../record/escape-hatch';
import { ManifestEntry, ManifestUse } from '../../record/manifest';
import { SlotBook, SlotEngine } from '../../record/slot-book';
import { today } from '../../support/dates';
import { InvalidInputError } from '../../support/errors';

const TERRAFORM: SlotEngine<TerraformResource, Snapshot> = {
  snapshot,
  differences,
  escape: escapeResource,
  typeOf: resource => resource.terraformResourceType,
  logicalIdOf: resource => resource.friendlyUniqueId,
};

/**
 * The base of every capability on CDK for Terraform: its decisions, its resources by name, and the escape hatch.
 */
export abstract class CapabilityConstruct extends Construct {
  /** The capability, as it stands on this path. */
  public readonly capability: Capability;

  /** @internal */
  public readonly _ledger: Ledger;
  /** @internal */
  public readonly _uses: ManifestUse[] = [];
  private readonly book = new SlotBook(this, TERRAFORM);
  private ownerName?: string;

  protected constructor(scope: Construct, id: string, capabilityId: string) {
    super(scope, id);
    const { capability, warning } = GoldenPath._lifecycleOf(this, capabilityId, today());
    this.capability = capability;
    if (warning) Annotations.of(this).addWarning(warning);
    this._ledger = new Ledger(capabilityId, GoldenPath._settingsOf(this), this.node.path);
    this.node.addValidation({ validate: () => this.review() });
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

  /** The resource in a slot. `resources` has the same with their types. */
  public resource(slot: string): TerraformResource {
    return this.book.get(slot);
  }

  /**
   * Leaves the path in one place, on the record: changes a resource by a `Patch` in Terraform's words, or by any mixin.
   *
   * A change that fits nothing, or changes nothing, is refused.
   */
  public escape(slot: string, change: IMixin, options: EscapeOptions): void {
    this.book.escape(slot, change, options, this.owner);
  }

  /**
   * Says where a resource stood before: Terraform moves it in the state instead of replacing it.
   *
   * @param slot the resource
   * @param address where it stood, for instance `aws_rds_cluster.legacy`
   */
  public movedFrom(slot: string, address: string): void {
    const resource = this.resource(slot);
    if (!new RegExp(`^${resource.terraformResourceType}\\.[A-Za-z_][A-Za-z0-9_-]*(\\[[^\\]]+\\])?$`).test(address)) {
      throw new InvalidInputError({
        what: `'${address}' is not the address of a resource of type ${resource.terraformResourceType}.`,
        where: `${this.node.path}, slot '${slot}'`,
        hint: `Give the address from 'terraform state list', for instance ${resource.terraformResourceType}.legacy.`,
        page: 'guides/terraform.md',
      });
    }
    resource.moveFromId(address);
  }

  /**
   * Names a resource. Every resource that a capability makes goes through here.
   *
   * @internal
   */
  public _slot<T extends TerraformResource>(name: string, resource: T): T {
    if (this.book.names.length === 0) StackSettings.of(TerraformStack.of(this)).add(this);
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
   * The tags that everything of this construct has. Terraform's provider adds those of the path itself.
   *
   * @internal
   */
  public get _tags(): { [key: string]: string } | undefined {
    return this.owner ? { 'goldenpath:owner': this.owner } : undefined;
  }

  /** @internal */
  protected _ownedBy(owner: string | undefined): void {
    this.ownerName = owner;
  }

  /** Runs after the Aspects. Returns errors. */
  private review(): string[] {
    const { due, unrecorded } = this.book.review(today());
    const refused = GoldenPath.of(this)?.overdueEscapes === OverdueEscapes.ERROR;
    for (const { text, overdue } of due) {
      if (!(overdue && refused)) Annotations.of(this).addWarning(text);
    }
    for (const text of unrecorded) Annotations.of(this).addInfo(text);
    return due.filter(({ overdue }) => overdue && refused).map(({ text }) => text);
  }
}
