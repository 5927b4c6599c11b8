import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { ROOT } from './run.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

for (const name of readdirSync(join(ROOT, 'schema')).filter(file => file.endsWith('.schema.json'))) {
  test(`${name} is the library's`, () => assert.equal(read(`cli/schema/${name}`), read(`schema/${name}`)));
}

test('the reference of decisions fits its schema, and packed is what was built', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(
    JSON.parse(read('schema/decisions-1.schema.json')),
  );
  assert.ok(validate(JSON.parse(read('cli/reference/decisions.json'))), JSON.stringify(validate.errors));
});

test('every place in the reference is one that the program can look for', () => {
  const { decisions } = JSON.parse(read('cli/reference/decisions.json'));
  for (const [name, { places }] of Object.entries<any>(decisions)) {
    for (const place of [...places.cloudformation, ...places.terraform]) {
      if (place.slots !== undefined) assert.doesNotThrow(() => new RegExp(place.slots), name);
      for (const condition of place.when ?? []) {
        for (const choice of Object.keys(condition)) {
          assert.ok(
            `${name.split('.')[0]}.${choice}` in decisions,
            `${name} depends on ${choice}, which is no decision`,
          );
        }
      }
    }
  }
});
