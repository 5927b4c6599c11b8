import { capabilityIds, loadCapability } from '../../projenrc/capabilities';
import { samplesByName } from '../../src/path/sample';

/** The names of all samples, as the program prints them. */
export const EVERY_SAMPLE = capabilityIds().flatMap(id =>
  Object.keys(samplesByName(loadCapability(id).samples)).map(sample => `${id}: ${sample}`),
);

/** The index of the package, the engine that it wants, and how an app and a stack of it are made. */
export interface PackedEngine {
  /** Below the package's name: `/terraform`, or nothing. */
  readonly subpath: string;
  readonly app: string;
  readonly stack: string;
}

/**
 * A program that makes every sample of every capability with an installed package, and prints their names. It reads the
 * folders of the package: it knows no capability.
 */
export function everySample({ subpath, app, stack }: PackedEngine, programs: string): string {
  return `
const { existsSync, readdirSync } = require('fs');
const { join, resolve } = require('path');
const goldenpath = require('goldenpath${subpath}');
const folder = resolve('node_modules/goldenpath/lib/capabilities');
const { propsOf, samplesByName } = require(resolve('node_modules/goldenpath/lib/path/sample'));
const files = id => ({
  ...require(join(folder, id, 'definition')),
  ...require(join(folder, id, 'samples')),
});
const { Edition, GoldenPath } = goldenpath;
const made = [];
for (const id of readdirSync(folder)) {
  // A capability that makes no resource has no samples.
  if (!existsSync(join(folder, id, 'samples.js'))) continue;
  for (const sample of Object.keys(samplesByName(files(id).samples))) {
    // An app for each: two of one app may not have one domain.
    const app = ${app};
    new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12 }).attachTo(app);
    const stack = ${stack}(app, \`\${id}-\${sample}\`.replace(/[^A-Za-z0-9-]/g, '-'));
    const network = new goldenpath.Network(stack, 'SharedNetwork');
    new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, network }).attachTo(stack);
    const make = (capability, name, as) => {
      const { definition, samples } = files(capability);
      const props = propsOf(samplesByName(samples)[name], around);
      return new goldenpath[definition.capability.construct](stack, as, props);
    };
    let neighbours = 0;
    const around = {
      network,
      directory: ${JSON.stringify(programs)},
      resource: (capability, name = 'typical') => make(capability, name, \`Neighbour\${neighbours++}\`),
    };
    make(id, sample, 'It');
    app.synth();
    made.push(\`\${id}: \${sample}\`);
  }
}
console.log(JSON.stringify(made));
`;
}
