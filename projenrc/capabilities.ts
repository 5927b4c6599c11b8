import { existsSync, readdirSync } from 'fs';
import * as path from 'path';
import { provideNetworks } from '../src/binding/default-network';
import { INetwork } from '../src/binding/network';
import { Ledger } from '../src/path/ledger';
import { CapabilityDefinition } from '../src/path/plan';
import { propsOf, Samples, samplesByName, SampleSurroundings } from '../src/path/sample';
import { Places } from '../src/record/place';

export const FOLDER = 'src/capabilities';

/** The engine-free files of a capability. */
export interface CapabilityFiles {
  readonly definition: CapabilityDefinition<any, any>;
  readonly samples: Samples;
  readonly places: Places;
}

/** The ids of all capabilities: the names of their folders. */
export function capabilityIds(): string[] {
  return readdirSync(FOLDER)
    .filter(id => existsSync(`${FOLDER}/${id}/definition.ts`))
    .sort();
}

/** A capability that makes no resource: it has decisions, and nothing that a sample could make. */
export interface PolicyFiles {
  readonly definition: CapabilityDefinition<any, any>;
  /** Makes every decision once. */
  readonly decideAll: (ledger: Ledger) => object;
}

/** The ids of the capabilities that make no resource: the folders that have a `policy.ts`. */
export function policyIds(): string[] {
  return readdirSync(FOLDER)
    .filter(id => existsSync(`${FOLDER}/${id}/policy.ts`))
    .sort();
}

/** Loads a capability that makes no resource. */
export function loadPolicy(id: string): PolicyFiles {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
  return require(path.resolve(FOLDER, id, 'policy.ts'));
}

/** Loads a capability. One without samples or places is no capability. */
export function loadCapability(id: string): CapabilityFiles {
  const load = (file: string) => {
    const at = path.resolve(FOLDER, id, `${file}.ts`);
    if (!existsSync(at)) throw new Error(`${FOLDER}/${id} has no ${file}.ts: every capability has one.`);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
    return require(at);
  };
  const { definition } = load('definition');
  if (definition.capability.id !== id) {
    throw new Error(`${FOLDER}/${id}/definition.ts describes a capability '${definition.capability.id}'.`);
  }
  return { definition, samples: load('samples').samples, places: load('places') };
}

export type Engine = 'aws' | 'terraform';

/** The class of a capability on an engine. */
export function renderingOf(id: string, engine: Engine): new (scope: any, id: string, props?: any) => any {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
  return require(path.resolve(FOLDER, id, `${engine}.ts`))[loadCapability(id).definition.capability.construct];
}

/** Small programs for samples that run one. */
const PROGRAMS = path.resolve('test/fixtures/programs');

/**
 * Surroundings of samples on an engine, in a scope.
 *
 * @param scope where neighbours are made, each with the first sample that needs it
 */
export function surroundingsIn(engine: Engine, scope: any, network: INetwork): SampleSurroundings {
  const made = new Map<string, any>();
  const around: SampleSurroundings = {
    network,
    directory: PROGRAMS,
    resource(capability, sample = 'typical') {
      const key = `${capability}-${sample}`;
      if (!made.has(key)) made.set(key, makeSample(engine, scope, idOf(key), { capability, sample, around }));
      return made.get(key);
    },
  };
  return around;
}

/** One sample of one capability. */
export interface ChosenSample {
  readonly capability: string;
  readonly sample: string;
  readonly around: SampleSurroundings;
  /** Props beside those of the sample. */
  readonly more?: object;
}

/** Makes a sample. */
export function makeSample(
  engine: Engine,
  scope: any,
  id: string,
  { capability, sample, around, more }: ChosenSample,
): any {
  const props = samplesByName(loadCapability(capability).samples)[sample];
  if (props === undefined) throw new Error(`${FOLDER}/${capability}/samples.ts has no sample '${sample}'.`);
  return new (renderingOf(capability, engine))(scope, id, { ...propsOf(props, around), ...more });
}

/** `queue-typical` is made as `QueueTypical`. */
function idOf(key: string): string {
  return key.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

// The indexes do this; whoever makes samples imports the renderings themselves.
for (const engine of ['aws', 'terraform'] as const) provideNetworks(engine, () => renderingOf('network', engine));
