// Catalogs that tests write and read.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { run, SYNTHESISED } from './run.ts';

export const NEWSROOM = join(SYNTHESISED, 'newsroom');
export const ORDERS = join(SYNTHESISED, 'orders');
export const SOURCE = 'https://github.com/acme/news/tree/main';
export const temporary = (): string => mkdtempSync(join(tmpdir(), 'catalog-'));
export const entitiesIn = (file: string): any[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());
export const catalogOf = async (input: string, ...more: string[]): Promise<any[]> =>
  (await run(['catalog', input, '--json', ...more])).json.entities;
export const named = (entities: any[], kind: string, name: string): any =>
  entities.find(each => each.kind === kind && each.metadata.name === name) ??
  assert.fail(`no ${kind} ${name} among ${entities.map(each => `${each.kind} ${each.metadata.name}`).join(', ')}`);

/** Writes a catalog, changes one of its files, and returns the result of --check. */
export async function checkedAfter(change: (entities: any[]) => void, ...more: string[]) {
  const out = temporary();
  await run(['catalog', ORDERS, '--out', out]);
  const file = join(out, 'catalog-info.yaml');
  const entities = entitiesIn(file);
  change(entities);
  writeFileSync(file, entities.map(each => `---\n${stringify(each)}`).join(''));
  return run(['catalog', ORDERS, '--out', out, '--check', ...more]);
}
