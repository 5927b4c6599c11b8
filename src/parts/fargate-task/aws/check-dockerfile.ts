import { existsSync } from 'fs';
import { resolve } from 'path';
import { Refuse } from '../../../support/input';
import { ServiceSource, ServiceSourceKind } from '../source';

/** Refuses a directory without a Dockerfile. */
export function checkDockerfile({ _kind, location, buildOptions }: ServiceSource, refuse: Refuse): void {
  const file = buildOptions.file ?? 'Dockerfile';
  if (_kind !== ServiceSourceKind.DOCKERFILE || existsSync(resolve(location, file))) return;
  refuse(
    `There is no '${file}' in '${location}'.`,
    `Give the directory that it is in, from '${process.cwd()}' or whole.`,
  );
}
