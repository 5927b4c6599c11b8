import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Annotations, Lazy, S3Backend, TerraformBackend, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { providersIn } from './environment';
import { resolved } from './escape';
import { recordStateKey, stateKeyOf } from './state-key';
import { BUILT_IN_PATH } from '../../path/decision';
import { GoldenPath } from '../../path/golden-path';
import { Catalog } from '../../record/catalog';
import { CATALOG_METADATA } from '../../record/catalog-entity';
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
export interface ManifestSource extends CatalogSource {
  _manifestEntry(): ManifestEntry;
}

const KNOWN = new WeakMap<TerraformStack, StackSettings>();

/**
 * The parts that a stack has once: the provider and the backend, unless its author made them, and the manifest. The
 * manifest is whole in the stack's metadata, and compact in an output and in an SSM parameter, so that it can be read
 * back without the state.
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
  /** The stack's own method that writes the configuration. */
  private undescribed!: TerraformStack['toTerraform'];
  /** Whether we told the stack to lock its state by a file. */
  private lockFile = false;
  /** The compact manifest of the configuration that is being written. */
  private summary?: string;

  private constructor(private readonly stack: TerraformStack) {
    this.provide();
    stack.node.addValidation({ validate: () => this.contested() });
    this.keepState();
    this.describe();
    const value = Lazy.stringValue({
      produce: ({ preparing }) => (preparing ? '' : (this.summary ?? summaryOf(this.manifest()))),
    });
    new TerraformOutput(stack, MANIFEST_OUTPUT, { description: 'What the golden path made in this stack.', value });
    new SsmParameter(stack, 'GoldenPathManifestParameter', {
      name: `/goldenpath/manifests/${stack.node.id}`,
      description: 'What the golden path made in this stack.',
      // It is a record, and no secret.
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

  /** Removes a construct that was refused. After the last one, nothing of the manifest is left in the stack. */
  remove(source: ManifestSource): void {
    if (!this.sources.includes(source)) return;
    this.sources.splice(this.sources.indexOf(source), 1);
    Catalog.of(this.stack).remove(source);
    if (this.sources.length > 0) return;
    KNOWN.delete(this.stack);
    this.stack.toTerraform = this.undescribed;
    if (this.lockFile) this.stack.addOverride('terraform.backend', undefined);
  }

  private manifest(): Manifest {
    return manifestOf(
      this.stack,
      this.sources.map(source => source._manifestEntry()),
    );
  }

  /** Adds the manifest to the configuration, each time that the stack writes one. */
  private describe(): void {
    const { stack } = this;
    this.undescribed = stack.toTerraform;
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

  /** Terraform takes one default provider: its own error names neither. */
  private contested(): string[] {
    const defaults = providersIn(this.stack).filter(({ alias }) => alias === undefined);
    if (defaults.length < 2) return [];
    return [
      `There are two default AWS providers: ${defaults.map(({ node }) => node.path).join(', ')}. Make your own ` +
        'before the first construct of the golden path, which then adds none, or give it an alias.',
    ];
  }

  private provide(): void {
    const { stack } = this;
    // A provider with an alias stands beside the default one: Terraform uses it only where a resource names it.
    if (providersIn(stack).some(({ alias }) => alias === undefined)) return;
    const path = GoldenPath.of(stack);
    const provider = new AwsProvider(stack, 'AwsProvider', {
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
    // The bindings ask for the very version that they were made of. What they know is in every later one of its major.
    const [major, minor] = provider.terraformGeneratorMetadata!.providerVersion!.split('.');
    stack.addOverride('terraform.required_providers.aws.version', `>= ${major}.${minor}, < ${Number(major) + 1}.0`);
  }

  private keepState(): void {
    const { stack } = this;
    const path = GoldenPath.of(stack);
    const { stateBucket, stateRegion, region } = path?.terraform ?? {};
    if (!path || !stateBucket || stack.node.children.some(child => TerraformBackend.isBackend(child))) return;
    const key = stateKeyOf(path, stack);
    new S3Backend(stack, { bucket: stateBucket, key, region: stateRegion ?? region, encrypt: true });
    // This cdktf does not know the argument yet. A file beside the state is the lock, and no table is needed.
    stack.addOverride('terraform.backend.s3.use_lockfile', true);
    this.lockFile = true;
    recordStateKey(stack, `s3://${stateBucket}/${key}`);
  }
}

function summaryOf(manifest: Manifest): string {
  return JSON.stringify(compact(manifest));
}

/** Whether there are tokens in a value: a prop, and so a decision, may be known at deployment only. */
function holdsTokens(value: object): boolean {
  let found = false;
  const text = JSON.stringify(value, (_, inner) => {
    found ||= typeof inner === 'number' && Token.isUnresolved(inner);
    return inner;
  });
  return found || Token.isUnresolved(text);
}
