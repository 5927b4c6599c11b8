import { Annotations, CfnOutput, Lazy, Stack } from 'aws-cdk-lib';
import { Inhabitant, warnNearLimits } from './stack-limits';
import { compact, editionNote, Manifest, ManifestEntry, MANIFEST_METADATA, MANIFEST_OUTPUT, manifestOf } from '../core/manifest';

/** Whatever has a row in a stack's manifest. */
export interface ManifestSource extends Inhabitant {
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
        warnNearLimits(stack, this.sources);
        return [];
      },
    });
    new CfnOutput(stack, MANIFEST_OUTPUT, {
      description: 'What the golden path made in this stack.',
      // While CDK looks for references it would be built for nothing: there are none in it.
      value: Lazy.uncachedString({ produce: ({ preparing }) => preparing ? '' : JSON.stringify(compact(this.afterValidation())) }),
    });
    const note = editionNote(stack);
    if (note) Annotations.of(stack).addInfo(note);
  }

  add(source: ManifestSource): void {
    this.sources.push(source);
  }

  /** What validation has just built. Built again where somebody resolves the output without a synthesis. */
  private afterValidation(): Manifest {
    const manifest = this.built ?? this.build();
    this.built = undefined;
    return manifest;
  }

  private build(): Manifest {
    return manifestOf(this.stack, this.sources.map(source => source._manifestEntry()));
  }
}
