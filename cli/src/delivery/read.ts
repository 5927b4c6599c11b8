import { join } from 'node:path';
import { readJson } from '../assembly/json-file.js';
import { UnreadableInputError } from '../errors.js';
import type { Delivery } from './files.js';
import { DELIVERY_METADATA, PAGE, readModel } from './model.js';

/** Reads the delivery from a cloud assembly: it belongs to the app, so that no stack has it. */
export async function readDelivery(assembly: string): Promise<Delivery> {
  const { artifacts = {} } = await readJson(join(assembly, 'manifest.json'));
  const found = Object.values<any>(artifacts).flatMap(({ metadata = {} }) =>
    Object.values<any>(metadata)
      .flat()
      .filter(({ type }) => type === DELIVERY_METADATA),
  );
  if (found.length !== 1 || typeof found[0].data?.digest !== 'string') {
    throw new UnreadableInputError({
      what: found.length === 0 ? 'The app has no delivery.' : 'The delivery of the app cannot be read.',
      where: assembly,
      hint: 'Add new GoldenPathDelivery(app, ...) to the app, and synthesise: cdk synth.',
      page: PAGE,
    });
  }
  return { model: readModel(found[0].data.model, assembly), digest: found[0].data.digest };
}
