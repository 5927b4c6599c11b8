import { Annotations, CfnResource, Stack, Tags } from 'aws-cdk-lib';
import { Construct, IMixin } from 'constructs';
import { CreationTrace } from './creation-trace';
import { applyEscape } from './escape';
import { differences, Photograph, photograph } from './photograph';
import { StackManifest } from './stack-manifest';
import { Capability } from '../core/capability';
import { Decision, Ledger } from '../core/decision';
import { EscapeHatchError, InvalidInputError } from '../core/errors';
import { EscapeHatchUse, EscapeKind, EscapeOptions, Patch } from '../core/escape-hatch';
import { GoldenPath, isDate, OverdueEscapes, today } from '../core/golden-path';
import { ManifestEntry, ManifestUse } from '../core/manifest';
import { nearest } from '../core/nearest';

/** Days before its review date from which an escape warns. */
const REVIEW_NOTICE_DAYS = 30;

interface Slot {
  readonly resource: CfnResource;
  photo: Photograph;
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
  protected readonly _uses: ManifestUse[] = [];
  private readonly slotBook = new Map<string, Slot>();
  private readonly recorded: EscapeHatchUse[] = [];
  private readonly creationTrace: CreationTrace;
  private ownerName?: string;
  private reviewed?: EscapeHatchUse[];

  protected constructor(scope: Construct, id: string, capabilityId: string) {
    super(scope, id);
    const { capability, warning } = GoldenPath._lifecycleOf(this, capabilityId, today());
    this.capability = capability;
    this.creationTrace = new CreationTrace(this, new.target);
    if (warning) Annotations.of(this).addWarningV2(`goldenpath:lifecycle:${capabilityId}`, warning);
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
    return [...this.slotBook.keys()];
  }

  /** Where it differs from what the path decided: recorded escapes, and changes that nobody recorded. */
  public get escapes(): EscapeHatchUse[] {
    return [...this.recorded, ...this.unrecorded()];
  }

  /** The resource in a slot, as its L1. `resources` has the same with their types. */
  public resource(slot: string): CfnResource {
    const found = this.slotBook.get(slot);
    if (!found) {
      throw new EscapeHatchError({
        what: `There is no slot '${slot}'.`,
        where: this.node.path,
        hint: `Did you mean '${nearest(slot, this.slots)}'? There are: ${this.slots.join(', ')}.`,
        page: 'guides/escape-hatch.md',
      });
    }
    return found.resource;
  }

  /**
   * Leaves the path in one place, on the record: changes a resource by a `Patch`, or by any mixin.
   *
   * A change that fits nothing, or changes nothing, is refused.
   */
  public escape(slot: string, change: IMixin, options: EscapeOptions): void {
    const resource = this.resource(slot);
    this.checkEscape(slot, options);
    const before = photograph(resource);
    const unrecorded = differences(this.slotBook.get(slot)!.photo, resource);
    applyEscape(resource, slot, change, this.node.path);
    const properties = change instanceof Patch ? [change.path] : differences(before, resource).map(({ property }) => property);
    this.recorded.push({
      slot,
      kind: change instanceof Patch ? EscapeKind.PATCH : EscapeKind.MIXIN,
      properties,
      reason: options.reason,
      owner: options.owner ?? this.owner,
      reviewBy: options.reviewBy,
    });
    if (unrecorded.length > 0) this.recorded.push(...this.asUses(slot, unrecorded));
    this.slotBook.get(slot)!.photo = photograph(resource);
  }

  /**
   * Gives a resource the logical id that it has in a deployed stack, for a team that moves onto the path from elsewhere.
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
    if (this.slotBook.size === 0) StackManifest.of(Stack.of(this)).add(this);
    this.creationTrace.addTo(resource);
    this.slotBook.set(name, { resource, photo: photograph(resource) });
    return resource;
  }

  /**
   * Changes a resource as part of the path (a binding adds a variable): not an escape. What others changed before stays on record.
   *
   * @internal
   */
  public _amend(slot: string, change: () => void): void {
    const entry = this.slotBook.get(slot)!;
    const foreign = differences(entry.photo, entry.resource);
    change();
    if (foreign.length > 0) this.recorded.push(...this.asUses(slot, foreign));
    entry.photo = photograph(entry.resource);
  }

  /** @internal */
  public _manifestEntry(): ManifestEntry {
    const { id, version, stage } = this.capability;
    // The stack's manifest is built right after the review of everything in it.
    const unrecorded = this.reviewed ?? this.unrecorded();
    this.reviewed = undefined;
    return {
      capability: id,
      version,
      stage,
      path: this.node.path,
      owner: this.owner ?? null,
      decisions: this.decisions,
      resources: [...this.slotBook].map(([slot, { resource }]) => ({
        slot,
        type: resource.cfnResourceType,
        logicalId: Stack.of(resource).resolve(resource.logicalId),
      })),
      uses: this._uses,
      escapes: [...this.recorded, ...unrecorded],
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

  private checkEscape(slot: string, { reason, reviewBy }: EscapeOptions): void {
    const refuse = (what: string, hint: string): never => {
      throw new EscapeHatchError({ what, where: `${this.node.path}, slot '${slot}'`, hint, page: 'guides/escape-hatch.md' });
    };
    if (!reason?.trim()) refuse('An escape needs a reason.', 'Say why in a sentence: it is what the platform team improves the path by.');
    if (reviewBy !== undefined && !isDate(reviewBy)) refuse(`reviewBy is '${reviewBy}'.`, 'Give a date as YYYY-MM-DD.');
  }

  private unrecorded(): EscapeHatchUse[] {
    return [...this.slotBook].flatMap(([slot, { resource, photo }]) => this.asUses(slot, differences(photo, resource)));
  }

  private asUses(slot: string, found: { property: string; organizationPolicy: boolean }[]): EscapeHatchUse[] {
    return [true, false].flatMap(policy => {
      const properties = found.filter(difference => difference.organizationPolicy === policy).map(({ property }) => property);
      return properties.length ? [{ slot, kind: policy ? EscapeKind.ORGANIZATION_POLICY : EscapeKind.UNRECORDED, properties }] : [];
    });
  }

  /** Runs after the Aspects. Returns errors. */
  private review(): string[] {
    const errors: string[] = [];
    const now = today();
    const soon = new Date(Date.parse(now) + REVIEW_NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10);
    this.recorded.forEach(({ slot, reviewBy, reason, owner }, index) => {
      if (!reviewBy || reviewBy > soon) return;
      const text = `The escape of '${slot}' (${reason}) ${reviewBy < now ? 'was' : 'is'} due for review on ${reviewBy}${owner ? `, by ${owner}` : ''}. Remove it, or set a new date.`;
      if (reviewBy < now && GoldenPath.of(this)?.overdueEscapes === OverdueEscapes.ERROR) errors.push(text);
      else Annotations.of(this).addWarningV2(`goldenpath:escape-review:${slot}:${index}`, text);
    });
    this.reviewed = this.unrecorded();
    for (const { slot, kind, properties } of this.reviewed) {
      if (kind !== EscapeKind.UNRECORDED) continue;
      Annotations.of(this).addInfo(`Unrecorded change of '${slot}': ${properties.join(', ')}. To record why, use escape('${slot}', ...).`);
    }
    return errors;
  }
}
