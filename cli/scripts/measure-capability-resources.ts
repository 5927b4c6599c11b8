// Measures the resource types of each capability in the assemblies of test/synthesise.ts, and writes them into
// src/report/capability-resources.json.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCloudAssembly } from '../src/assembly/cloud-assembly.js';
import { readTerraformOutput } from '../src/assembly/terraform-output.js';
import { knownResources } from '../src/report/eligibility.js';
import { recordOf } from '../src/report/record-stack.js';

const assembly = (name: string) => fileURLToPath(new URL(`../test/.out/${name}`, import.meta.url));
const warn = (text: string) => {
  throw new Error(text);
};
const stacks = [
  await readCloudAssembly(assembly('everything'), warn),
  await readCloudAssembly(assembly('newsroom'), warn),
  await readTerraformOutput(assembly('everything-terraform'), warn),
].flat();
const records = await Promise.all(stacks.map(stack => recordOf(stack, warn)));
const measured = Object.fromEntries([...knownResources(records, {})].sort(([a], [b]) => a.localeCompare(b)));
writeFileSync(
  process.argv[2] ?? new URL('../src/report/capability-resources.json', import.meta.url),
  `${JSON.stringify(measured, undefined, 2)}\n`,
);
