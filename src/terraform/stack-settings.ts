import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Annotations, Lazy, S3Backend, TerraformBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { BUILT_IN_PATH } from '../core/decision';
import { GoldenPath } from '../core/golden-path';
import { compact, editionNote, ManifestEntry, MANIFEST_METADATA, MANIFEST_OUTPUT, manifestOf } from '../core/manifest';

/** Whatever has a row in a stack's manifest. */
export interface ManifestSource {
  _manifestEntry(): ManifestEntry;
}

const KNOWN = new WeakMap<TerraformStack, StackSettings>();

/**
 * What a stack has once: the provider and the backend, unless its author made them, and the manifest. The manifest stands whole in the
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

  private constructor(private readonly stack: TerraformStack) {
    this.provide();
    this.keepState();
    const value = Lazy.stringValue({ produce: () => JSON.stringify(compact(this.manifest())) });
    new TerraformOutput(stack, MANIFEST_OUTPUT, { description: 'What the golden path made in this stack.', value });
    new SsmParameter(stack, 'GoldenPathManifestParameter', {
      name: `/goldenpath/manifests/${stack.node.id}`,
      description: 'What the golden path made in this stack.',
      // Nothing in it is secret, and encrypting it costs nothing.
      type: 'SecureString',
      value,
    });
    stack.addOverride(`//.${MANIFEST_METADATA}`, Lazy.anyValue({ produce: () => this.manifest() }));
    const note = editionNote(stack);
    if (note) Annotations.of(stack).addInfo(note);
  }

  add(source: ManifestSource): void {
    this.sources.push(source);
  }

  private manifest() {
    return manifestOf(this.stack, this.sources.map(source => source._manifestEntry()));
  }

  private provide(): void {
    const { stack } = this;
    if (stack.node.children.some(child => AwsProvider.isConstruct(child) && child instanceof AwsProvider)) return;
    const path = GoldenPath.of(stack);
    new AwsProvider(stack, 'AwsProvider', {
      region: path?.terraform?.region,
      assumeRole: path?.terraform?.deployRoleArn ? [{ roleArn: path.terraform.deployRoleArn }] : undefined,
      defaultTags: [{
        tags: {
          ...(path ? { 'goldenpath:organization': path.organization } : {}),
          'goldenpath:tier': path?.tier ?? BUILT_IN_PATH.tier,
        },
      }],
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
