// An app again, from the code that was ejected of it: the directory of the code, and that of the new assembly.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const [, , code = '', outdir = ''] = process.argv;
const { stacks } = JSON.parse(readFileSync(join(code, 'stacks.json'), 'utf8'));
const app = new App({ outdir });
app.node.setContext('@aws-cdk/core:defaultCrossStackReferences', 'strong');
for (const { stack, file, env } of stacks) {
  const ids = stack.split('/');
  const scope = ids
    .slice(0, -1)
    .reduce((parent: Construct, id: string) => parent.node.tryFindChild(id) ?? new Stage(parent, id), app);
  require(file).addTo(new Stack(scope, ids.at(-1), { env }));
}
app.synth();
