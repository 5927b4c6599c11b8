import { IConstruct, IMixin } from 'constructs';
import { EscapeHatchUse, EscapeKind, EscapeOptions } from './escape-hatch';
import { checkEscapeOptions, dueForReview } from './escape-review';
import { Finding } from './finding';
import { nameLost } from './kept-names';
import { identityOf } from './lock/locked-resource';
import { lockedType } from './lock/locked-types';
import { ManifestResource } from './manifest';
import { Patch } from './patch';
import { quotaFindings } from './quotas';
import { Reliances } from './reliances';
import { Difference, EscapeReview, IdentifiedSlot, SlotEngine } from './slot-engine';
import { tagsFinding } from './tags-finding';
import { EscapeHatchError } from '../support/errors';
import { refusal, said } from '../support/input';
import { didYouMean } from '../support/nearest';
import { isAttached } from '../support/tree';

interface Slot<Resource, Snapshot> {
  readonly resource: Resource;
  snapshot: Snapshot;
}

/**
 * The resources of one construct by name, each with its snapshot, and the escapes from what the path decided.
 *
 * @internal
 */
export class SlotBook<Resource, Snapshot> {
  private readonly slots = new Map<string, Slot<Resource, Snapshot>>();
  /** The slots of what is made elsewhere. */
  private readonly elsewhere = new Set<string>();
  private readonly recorded: EscapeHatchUse[] = [];
  private readonly kept = new Set<string>();
  private reviewed?: EscapeHatchUse[];
  private identified?: ReadonlyMap<string, IdentifiedSlot>;

  constructor(
    private readonly owner: IConstruct,
    private readonly engine: SlotEngine<Resource, Snapshot>,
    private readonly reliances: Reliances,
  ) {}

  get names(): string[] {
    return [...this.slots.keys()];
  }

  /** Recorded escapes, and changes that nobody recorded. */
  get escapes(): EscapeHatchUse[] {
    return [...this.recorded, ...this.unrecorded()];
  }

  get(slot: string): Resource {
    const found = this.slots.get(slot);
    if (found) return found.resource;
    throw new EscapeHatchError({
      what: `There is no slot ${typeof slot === 'string' ? `'${slot}'` : said(slot)}.`,
      where: this.owner.node.path,
      hint: this.elsewhere.has(slot)
        ? 'It is made elsewhere, by roleArns: change it where it is made.'
        : didYouMean(slot, this.names),
      page: 'guides/escape-hatch.md',
    });
  }

  /** The types of all resources, as the engine names them. */
  get types(): string[] {
    return [...this.slots.values()].map(({ resource }) => this.engine.typeOf(resource));
  }

  /** Notes that what would be in a slot is made elsewhere. */
  leaveOut(slot: string): void {
    this.elsewhere.add(slot);
  }

  add(slot: string, resource: Resource): void {
    this.slots.set(slot, { resource, snapshot: this.engine.snapshot(resource) });
  }

  /** Changes a resource as part of the path. What others changed before stays on record. */
  amend(slot: string, change: () => void): void {
    const entry = this.slots.get(slot)!;
    const foreign = this.engine.differences(entry.snapshot, entry.resource);
    change();
    this.recorded.push(...asUses(slot, foreign));
    entry.snapshot = this.engine.snapshot(entry.resource);
  }

  /** Changes a resource as an escape, on record. Gives the properties that it changes. */
  escape(slot: string, change: IMixin, options: EscapeOptions, owner: string | undefined): string[] {
    const resource = this.get(slot);
    this.check(slot, change, options);
    const entry = this.slots.get(slot)!;
    const before = this.engine.snapshot(resource);
    const foreign = this.engine.differences(entry.snapshot, resource);
    this.apply(slot, resource, change);
    const properties =
      change instanceof Patch
        ? [change.path]
        : this.engine.differences(before, resource).map(({ property }) => property);
    this.recorded.push(
      {
        slot,
        kind: change instanceof Patch ? EscapeKind.PATCH : EscapeKind.MIXIN,
        properties,
        reason: options.reason,
        owner: options.owner ?? owner,
        since: options.since ?? undefined,
        reviewBy: options.reviewBy ?? undefined,
      },
      ...asUses(slot, foreign),
    );
    entry.snapshot = this.engine.snapshot(resource);
    return properties;
  }

  /** Applies a change, unless somebody relies on what it changes. */
  private apply(slot: string, resource: Resource, change: IMixin): void {
    const { engine, reliances, owner } = this;
    const reliedOn = reliances.has(slot);
    const before = reliedOn ? engine.rendered(resource) : undefined;
    const restore = engine.escape(resource, slot, change, owner.node.path);
    if (!reliedOn) return;
    try {
      reliances.change(slot, before, engine.rendered(resource));
    } catch (error) {
      restore();
      throw error;
    }
  }

  /**
   * Compares every resource with its snapshot. To be called after the Aspects.
   *
   * @param overdueRefused whether an escape whose review date is past is an error
   */
  review(on: string, overdueRefused: boolean): EscapeReview {
    this.reviewed = this.unrecorded();
    const tags = [...this.slots].map(([slot, { resource }]) => [slot, this.engine.tagNames(resource)] as const);
    const changed = new Set([...this.recorded, ...this.reviewed].map(({ slot }) => slot));
    const over = [...changed].flatMap(slot =>
      quotaFindings(slot, this.engine.typeOf(this.get(slot)), this.propertiesOf(slot)),
    );
    const findings = [
      ...over,
      ...this.recorded.flatMap(each => dueForReview(each, on, overdueRefused)),
      ...this.offPath(this.reviewed),
      ...tagsFinding(tags),
      ...this.reliances.lostNames(changed, slot => this.propertiesOf(slot)),
    ];
    const replaced = [...this.kept].flatMap(slot => this.nameLost(slot, this.reviewed!));
    return { findings, replaced };
  }

  private propertiesOf(slot: string): any {
    const entry = this.slots.get(slot);
    return entry && this.engine.rendered(entry.resource);
  }

  private offPath(unrecorded: EscapeHatchUse[]): Finding[] {
    return unrecorded
      .filter(({ kind }) => kind === EscapeKind.UNRECORDED)
      .map(({ slot, properties }) => ({
        rule: 'off-path',
        severity: 'info',
        text: `Unrecorded change of '${slot}': ${properties.join(', ')}.`,
        fix: `To record why, use escape('${slot}', ...).`,
        at: { slot, properties },
      }));
  }

  /** Notes that the resource in a slot is there already, and keeps what it has. */
  keep(slot: string): void {
    this.kept.add(slot);
  }

  private nameLost(slot: string, unrecorded: EscapeHatchUse[]): string[] {
    const { engine } = this;
    const resource = this.get(slot);
    const changed = [...this.recorded, ...unrecorded].filter(use => use.slot === slot).flatMap(use => use.properties);
    return nameLost({ slot, type: engine.typeOf(resource), properties: engine.rendered(resource), changed });
  }

  /**
   * The resources that the lock keeps, as they are now.
   *
   * @param withIdentity whether their identities are known: of another stage, references are not resolved
   */
  identify(withIdentity = true): IdentifiedSlot[] {
    const { engine } = this;
    const beside = this.types;
    const rows = [...this.slots].flatMap(([slot, { resource }]) => {
      const type = engine.typeOf(resource);
      if (!isAttached(resource as any) || !lockedType(type)) return [];
      const identity = identityOf(type, engine.reader(resource), { beside, withIdentity });
      return identity ? [{ slot, type, id: engine.logicalIdOf(resource), identity }] : [];
    });
    if (withIdentity) this.identified = new Map(rows.map(row => [row.slot, row]));
    return rows;
  }

  /** The rows of the manifest, which is built right after the review of everything in it. */
  manifest(): { resources: ManifestResource[]; escapes: EscapeHatchUse[] } {
    const unrecorded = this.reviewed ?? this.unrecorded();
    this.reviewed = undefined;
    if (!this.identified) this.identify();
    const identified = this.identified!;
    this.identified = undefined;
    return {
      resources: [...this.slots].map(([slot, { resource }]) => ({
        slot,
        type: this.engine.typeOf(resource),
        logicalId: this.engine.logicalIdOf(resource),
        identity: identified.get(slot)?.identity,
      })),
      escapes: [...this.recorded, ...unrecorded],
    };
  }

  private unrecorded(): EscapeHatchUse[] {
    return [...this.slots].flatMap(([slot, { resource, snapshot }]) =>
      asUses(slot, this.engine.differences(snapshot, resource)),
    );
  }

  private check(slot: string, change: IMixin, options: EscapeOptions): void {
    const refuse = refusal(`${this.owner.node.path}, slot '${slot}'`, 'guides/escape-hatch.md', EscapeHatchError);
    if (typeof change?.supports !== 'function' || typeof change.applyTo !== 'function') {
      refuse(`The change is ${said(change)}.`, "Give a Patch, Patch.property('Name', value), or a mixin.");
    }
    checkEscapeOptions(options, refuse);
  }
}

function asUses(slot: string, found: Difference[]): EscapeHatchUse[] {
  return [true, false].flatMap(policy => {
    const properties = found
      .filter(({ organizationPolicy }) => organizationPolicy === policy)
      .map(({ property }) => property);
    return properties.length
      ? [{ slot, kind: policy ? EscapeKind.ORGANIZATION_POLICY : EscapeKind.UNRECORDED, properties }]
      : [];
  });
}
