import { readFileSync } from 'fs';
import { join } from 'path';
import { Annotations, CfnOutput, Lazy, Stack } from 'aws-cdk-lib';
import { BUILT_IN_PATH } from '../core/decision';
import { GoldenPath } from '../core/golden-path';
import { compact, Manifest, ManifestEntry, MANIFEST_METADATA, MANIFEST_OUTPUT, MANIFEST_VERSION } from '../core/manifest';

/** The version of this package, as it was installed. */
export const PACKAGE_VERSION: string = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;

/** Whatever has a row in a stack's manifest. */
export interface ManifestSource {
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
        this.built = this.build();
        Object.assign(this.written, this.built);
        return [];
      },
    });
    new CfnOutput(stack, MANIFEST_OUTPUT, {
      description: 'What the golden path made in this stack.',
      // While CDK looks for references it would be built for nothing: there are none in it.
      value: Lazy.uncachedString({ produce: ({ preparing }) => preparing ? '' : JSON.stringify(compact(this.afterValidation())) }),
    });
    const path = GoldenPath.of(stack);
    if (!path?.editionPinned) {
      Annotations.of(stack).addInfo(
        `goldenpath: no edition is pinned, so the first one (${(path ?? BUILT_IN_PATH).edition}) applies. Pin it: new GoldenPath({ ..., edition: Edition.V${String((path ?? BUILT_IN_PATH).edition).replace('.', '_')} }).attachTo(app).`,
      );
    }
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
    const path = GoldenPath.of(this.stack);
    return {
      manifestVersion: MANIFEST_VERSION,
      packageVersion: PACKAGE_VERSION,
      organization: path?.organization ?? null,
      edition: path?.edition ?? BUILT_IN_PATH.edition,
      tier: path?.tier ?? BUILT_IN_PATH.tier,
      entries: this.sources.map(source => source._manifestEntry()),
    };
  }
}
