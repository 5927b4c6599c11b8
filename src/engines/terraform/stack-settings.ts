import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Annotations, Lazy, S3Backend, TerraformBackend, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { resolved } from './escape';
import { BUILT_IN_PATH } from '../../path/decision';
import { GoldenPath } from '../../path/golden-path';
import { Catalog, CatalogSource, CATALOG_METADATA } from '../../record/catalog';
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
export interface ManifestSource extends CatalogSource {
  _manifestEntry(): ManifestEntry;
}

const KNOWN = new WeakMap<TerraformStack, StackSettings>();

/**
 * What a stack has once: the provider and the backend, unless its author made them, and the manifest. The manifest
 * stands whole in the
 * stack's metadata, and compact in an output and in an SSM parameter, so that it can be read back without the state.
 */
export class StackSettings {
  static of(stack: TerraformStack): StackSettings {
    const known = KNOWN.get(stack);
    if (known) return known;
    const made = new StackSettings(stack);
    KNOWN.set(stack, made);
    return made;
  }

  private readonly sources: ManifestSource[] = [];
  /** The compact manifest of the configuration that is being written. */
  private summary?: string;

  private constructor(private readonly stack: TerraformStack) {
    this.provide();
    this.keepState();
    this.describe();
    const value = Lazy.stringValue({
      produce: ({ preparing }) => (preparing ? '' : (this.summary ?? summaryOf(this.manifest()))),
    });
    new TerraformOutput(stack, MANIFEST_OUTPUT, { description: 'What the golden path made in this stack.', value });
    new SsmParameter(stack, 'GoldenPathManifestParameter', {
      name: `/goldenpath/manifests/${stack.node.id}`,
      description: 'What the golden path made in this stack.',
      // A record of what stands there, and no secret.
      type: 'String',
      value,
    });
    const note = editionNote(stack);
    if (note) Annotations.of(stack).addInfo(note);
  }

  add(source: ManifestSource): void {
    this.sources.push(source);
    Catalog.of(this.stack).add(source, { stage: '', system: this.stack.node.path });
  }

  private manifest(): Manifest {
    return manifestOf(
      this.stack,
      this.sources.map(source => source._manifestEntry()),
    );
  }

  /** Once for each configuration that is written. */
  private describe(): void {
    const { stack } = this;
    const toTerraform = stack.toTerraform.bind(stack);
    stack.toTerraform = () => {
      const manifest = this.manifest();
      this.summary = summaryOf(manifest);
      const configuration = toTerraform();
      this.summary = undefined;
      // Not an override: cdktf would look for tokens in each of its thousand values.
      configuration['//'][CATALOG_METADATA] = { Entities: Catalog.of(stack).entities(this.sources, manifest) };
      configuration['//'][MANIFEST_METADATA] = holdsTokens(manifest) ? resolved(stack, manifest) : manifest;
      return configuration;
    };
  }

  private provide(): void {
    const { stack } = this;
    if (stack.node.children.some(child => AwsProvider.isConstruct(child) && child instanceof AwsProvider)) return;
    const path = GoldenPath.of(stack);
    new AwsProvider(stack, 'AwsProvider', {
      region: path?.terraform?.region,
      assumeRole: path?.terraform?.deployRoleArn ? [{ roleArn: path.terraform.deployRoleArn }] : undefined,
      defaultTags: [
        {
          tags: {
            ...(path ? { 'goldenpath:organization': path.organization } : {}),
            'goldenpath:tier': path?.tier ?? BUILT_IN_PATH.tier,
          },
        },
      ],
    });
  }

  private keepState(): void {
    const { stack } = this;
    const path = GoldenPath.of(stack);
    const { stateBucket, stateRegion, region, statePrefix } = path?.terraform ?? {};
    if (!stateBucket || stack.node.children.some(child => TerraformBackend.isBackend(child))) return;
    new S3Backend(stack, {
      bucket: stateBucket,
      key: `${statePrefix ?? path!.organization}/${stack.node.id}.tfstate`,
      region: stateRegion ?? region,
      encrypt: true,
    });
    // Newer than this cdktf. A file beside the state is the lock, with no table to keep.
    stack.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}

function summaryOf(manifest: Manifest): string {
  return JSON.stringify(compact(manifest));
}

/** What an app gives may be known at deployment only, and is a decision all the same. */
function holdsTokens(value: object): boolean {
  let found = false;
  const text = JSON.stringify(value, (_, inner) => {
    found ||= typeof inner === 'number' && Token.isUnresolved(inner);
    return inner;
  });
  return found || Token.isUnresolved(text);
}
