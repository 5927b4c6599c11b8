// `node test/terraform/provider/check.mjs cdktf.out/stacks/orders`: initialises, validates and plans a copy of each stack. Nothing is deployed.
import { basename } from 'node:path';
import { ensureProvider } from './provider.mjs';
import { openWorkspace, TerraformError } from './terraform.mjs';

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('Which stacks? Give the folders that hold their cdk.tf.json.');
const provider = await ensureProvider({ log: console.error });
if ('skip' in provider) {
  console.log(`skipped: ${provider.skip}`);
  process.exit(77);
}
for (const folder of folders) {
  const stack = openWorkspace(provider, folder);
  try {
    const problems = await stack.validate();
    for (const { severity, address, summary, detail } of problems) console.log(`${basename(folder)}: ${severity}: ${address ?? ''} ${summary}. ${detail}`);
    if (problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    else console.log(`${basename(folder)}: valid, ${(await stack.plan()).length} changes planned`);
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    console.log(`${basename(folder)}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    stack.remove();
  }
}
