import { Annotations, CfnOutput, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Inhabitant, warnNearLimits } from './stack-limits';
import { Catalog, CatalogEntity, CatalogSource, CATALOG_METADATA, isDerived } from '../../record/catalog';
import {
  compact,
  editionNote,
  Manifest,
  ManifestEntry,
  MANIFEST_METADATA,
  MANIFEST_OUTPUT,
  manifestOf,
} from '../../record/manifest';

/** Whatever has a row in a stack's manifest. */
export interface ManifestSource extends Inhabitant, CatalogSource {
  /** Reviews its escapes, for the row and for its own validation. */
  _review(): void;
  _manifestEntry(): ManifestEntry;
}

const LEDGERS = new WeakMap<Stack, StackManifest>();

/**
 * The manifest of one stack: whole in the cloud assembly, compact as a stack output that DescribeStacks gives back.
 * It is computed when the stack is validated, after all Aspects have had their turn.
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
        // CDK validates a stack before what stands in it.
        for (const source of this.sources) source._review();
        this.built = this.build();
        Object.assign(this.written, this.built);
        this.catalogue(this.built);
        warnNearLimits(stack, this.sources);
        return [];
      },
    });
    new CfnOutput(stack, MANIFEST_OUTPUT, {
      description: 'What the golden path made in this stack.',
      // While CDK looks for references it would be built for nothing: there are none in it.
      value: Lazy.uncachedString({
        produce: ({ preparing }) => (preparing ? '' : JSON.stringify(compact(this.afterValidation()))),
      }),
    });
    const note = editionNote(stack);
    if (note) Annotations.of(stack).addInfo(note);
  }

  add(source: ManifestSource): void {
    this.sources.push(source);
    const { path } = Stage.of(this.stack)!.node;
    let outermost = this.stack;
    while (outermost.nestedStackParent) outermost = outermost.nestedStackParent;
    Catalog.of(this.stack).add(source, { stage: path === '' ? '' : `${path}/`, system: outermost.node.path });
  }

  /** The entities of the stack, beside those that somebody else has put there. */
  private catalogue(manifest: Manifest): void {
    const there = this.stack.templateOptions.metadata?.[CATALOG_METADATA] ?? {};
    const others = (there.Entities ?? []).filter((entity: CatalogEntity) => !isDerived(entity));
    this.stack.addMetadata(CATALOG_METADATA, {
      ...there,
      Entities: [...others, ...Catalog.of(this.stack).entities(this.sources, manifest)],
    });
  }

  /** What validation has just built. Built again where somebody resolves the output without a synthesis. */
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
