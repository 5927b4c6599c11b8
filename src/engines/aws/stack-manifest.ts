import { Annotations, CfnOutput, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Inhabitant, reviewLimits } from './stack-limits';
import { Catalog } from '../../record/catalog';
import { CatalogEntity, CATALOG_METADATA, isDerived } from '../../record/catalog-entity';
import { CatalogSource } from '../../record/catalog-overview';
import {
  compact,
  editionNote,
  Manifest,
  ManifestEntry,
  MANIFEST_METADATA,
  MANIFEST_OUTPUT,
  manifestOf,
} from '../../record/manifest';

/** A construct that has a row in the manifest of its stack. */
export interface ManifestSource extends Inhabitant, CatalogSource {
  readonly node: Inhabitant['node'];
  /** Reviews its escapes, for the row and for its own validation. */
  _review(): void;
  _manifestEntry(): ManifestEntry;
}

const LEDGERS = new WeakMap<Stack, StackManifest>();

/**
 * The manifest of one stack: whole in the cloud assembly, compact in a stack output that DescribeStacks returns. It is
 * computed when the stack is validated, after all Aspects.
 */
export class StackManifest {
  static of(stack: Stack): StackManifest {
    const known = LEDGERS.get(stack);
    if (known) return known;
    const made = new StackManifest(stack);
    LEDGERS.set(stack, made);
    return made;
  }

  private readonly sources: ManifestSource[] = [];
  private readonly written: { -readonly [key in keyof Manifest]?: Manifest[key] } = {};

  private built?: Manifest;

  private constructor(private readonly stack: Stack) {
    stack.node.addMetadata(MANIFEST_METADATA, this.written);
    stack.node.addValidation({
      validate: () => {
        if (this.sources.length === 0) return [];
        // CDK validates a stack before the constructs in it.
        for (const source of this.sources) source._review();
        this.built = this.build();
        Object.assign(this.written, this.built);
        this.catalogue(this.built);
        reviewLimits(stack, this.sources);
        return [];
      },
    });
    new CfnOutput(stack, MANIFEST_OUTPUT, {
      description: 'What the golden path made in this stack.',
      // There are no references in it: while CDK looks for some, it need not be built.
      value: Lazy.uncachedString({
        produce: ({ preparing }) => (preparing ? '' : JSON.stringify(compact(this.afterValidation()))),
      }),
    });
    const note = editionNote(stack);
    if (note) Annotations.of(stack).addInfoV2('goldenpath:edition', note);
  }

  add(source: ManifestSource): void {
    this.sources.push(source);
    const { path } = Stage.of(this.stack)!.node;
    let outermost = this.stack;
    while (outermost.nestedStackParent) outermost = outermost.nestedStackParent;
    Catalog.of(this.stack).add(source, { stage: path === '' ? '' : `${path}/`, system: outermost.node.path });
  }

  /** Removes a construct that was refused. After the last one, nothing of the manifest is left in the stack. */
  remove(source: ManifestSource): void {
    if (!this.sources.includes(source)) return;
    this.sources.splice(this.sources.indexOf(source), 1);
    Catalog.of(this.stack).remove(source);
    if (this.sources.length > 0) return;
    LEDGERS.delete(this.stack);
    this.stack.node.tryRemoveChild(MANIFEST_OUTPUT);
    const { node } = this.stack as any;
    node._metadata = node._metadata.filter(({ data }: any) => data !== this.written);
  }

  /** The entities of the stack, beside those of others. */
  private catalogue(manifest: Manifest): void {
    const there = this.stack.templateOptions.metadata?.[CATALOG_METADATA] ?? {};
    const others = (there.Entities ?? []).filter((entity: CatalogEntity) => !isDerived(entity));
    this.stack.addMetadata(CATALOG_METADATA, {
      ...there,
      Entities: [...others, ...Catalog.of(this.stack).entities(this.sources, manifest)],
    });
  }

  /** The manifest that validation has built. It is built again where the output is resolved without a synthesis. */
  private afterValidation(): Manifest {
    const manifest = this.built ?? this.build();
    this.built = undefined;
    return manifest;
  }

  private build(): Manifest {
    return manifestOf(
      this.stack,
      this.sources.map(source => source._manifestEntry()),
    );
  }
}
