import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readStacks } from '../src/assembly/read.ts';
import { asDeployed } from '../src/catalog/compare.ts';
import { refOf } from '../src/catalog/documents.ts';
import { Terminal } from '../src/terminal.ts';
import { run, SHOP, SYNTHESISED, TERRAFORM, TODAY } from './run.ts';

const APPS = {
  newsroom: join(SYNTHESISED, 'newsroom'),
  shop: SHOP,
  orders: join(SYNTHESISED, 'orders'),
  company: join(SYNTHESISED, 'company'),
  terraform: TERRAFORM,
};

/** The entities in the templates. The catalog describes a construct as it is in the most important stage. */
async function inTemplates(input: string): Promise<Map<string, any>> {
  const terminal = new Terminal({
    out() {},
    err() {},
    cwd: SYNTHESISED,
    env: {},
    now: TODAY,
    outIsTerminal: false,
    errIsTerminal: false,
  });
  const stacks = (await readStacks(input, terminal)).filter(({ manifest }) => manifest !== null);
  const byTier = stacks.sort(
    (a, b) =>
      ['development', 'staging', 'production'].indexOf(a.manifest!.tier) -
      ['development', 'staging', 'production'].indexOf(b.manifest!.tier),
  );
  const documents = await Promise.all(byTier.map(stack => stack.document()));
  return new Map(
    documents
      .flatMap(document => (document.Metadata ?? document['//']).Backstage.Entities)
      .map((entity: any) => [refOf(entity), asDeployed(entity)]),
  );
}

for (const [name, input] of Object.entries(APPS)) {
  test(`the templates of ${name} have the entities of its catalog`, async () => {
    const {
      json: { entities },
    } = await run(['catalog', input, '--owner', 'platform', '--json']);
    const written = await inTemplates(input);
    // Domains and groups are the organization's.
    const expected = entities.filter(({ kind }: any) => !['Domain', 'Group'].includes(kind));
    assert.deepEqual([...written.keys()].sort(), expected.map(refOf).sort());
    for (const entity of expected) {
      const known = asDeployed(entity);
      const found = written.get(refOf(entity));
      // Templates do not contain the option --owner.
      assert.deepEqual(
        known.spec.owner === 'platform' ? { ...found, spec: { ...found.spec, owner: 'platform' } } : found,
        known,
        refOf(entity),
      );
    }
  });
}
