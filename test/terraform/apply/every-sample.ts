import { mkdirSync } from 'fs';
import { join } from 'path';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { capabilityIds, loadCapability, makeSample, renderingOf, surroundingsIn } from '../../../projenrc/capabilities';
import { GoldenPath } from '../../../src/path/golden-path';
import { samplesByName } from '../../../src/path/sample';
import { EnvironmentTier } from '../../../src/path/tier';
import { upperFirst } from '../../../src/support/names';

/** What is made unless `GOLDENPATH_APPLY=all` asks for the rest. */
const USUAL: readonly string[] = ['typical', 'everything'];
const ALL = process.env.GOLDENPATH_APPLY === 'all';

/** Samples of every capability in one stack, and consumers that use all there is to use. */
export class EverySample {
  readonly made: { readonly [sample: string]: any };
  private readonly app: App;
  private readonly stack: TerraformStack;

  /**
   * @param folder where the configuration is written to
   * @param defaults of the platform team
   */
  constructor(
    private readonly folder: string,
    tier: EnvironmentTier,
    defaults: { readonly [decision: string]: any } = {},
  ) {
    mkdirSync(folder, { recursive: true });
    this.app = new App({ outdir: folder });
    this.stack = new TerraformStack(this.app, 'Every');
    const path = { organization: 'acme', owner: 'platform', tier, defaults, terraform: { region: 'eu-west-1' } };
    new GoldenPath(path).attachTo(this.stack);
    const network = new (renderingOf('network', 'terraform'))(this.stack, 'Shared');
    const around = surroundingsIn('terraform', new Construct(this.stack, 'Around'), network);
    const made: { [sample: string]: any } = {};
    for (const capability of capabilityIds()) {
      for (const sample of samplesOf(capability)) {
        const id = idOf(capability, sample);
        const scope = new Construct(this.stack, `S${Object.keys(made).length}`);
        // An account has one collection of a name.
        const named = { 'insights.name': id.toLowerCase().slice(0, 40) };
        new GoldenPath({ ...path, network, defaults: { ...defaults, ...named } }).attachTo(scope);
        made[id] = makeSample('terraform', scope, id, { capability, sample, around });
      }
    }
    this.made = made;
    this.join();
  }

  /** Each consumer uses one of each capability that can be used. */
  private join(): void {
    const typical = (chosen: (id: string) => boolean) =>
      capabilityIds()
        .filter(chosen)
        .map(id => this.made[idOf(id, 'typical')]);
    const consumers = typical(id => loadCapability(id).definition.needsOwner === true);
    const used = typical(id => loadCapability(id).samples.accesses !== undefined);
    for (const consumer of consumers) {
      for (const each of used) {
        if (each !== consumer) {
          consumer.uses(each, undefined, { environmentPrefix: `THE_${each.capability.id.toUpperCase()}` });
        }
      }
    }
  }

  /** Writes the stack. Returns its folder. */
  written(): string {
    this.app.synth();
    return join(this.folder, 'stacks', this.stack.node.id);
  }
}

/** The names of the samples that are made of a capability. */
function samplesOf(capability: string): string[] {
  const names = Object.keys(samplesByName(loadCapability(capability).samples));
  return ALL ? names : names.filter(name => USUAL.includes(name));
}

/** `queue`, `a FIFO queue`: `QueueAFIFOQueue`. */
function idOf(capability: string, sample: string): string {
  return [capability, ...sample.split(/[^A-Za-z0-9]+/)].map(upperFirst).join('');
}
