import { createHash } from 'node:crypto';
import { DOCS } from '../errors.js';
import { escaped } from './escapes.js';
import { render } from './github/render.js';
import { FOLDER, workflows } from './github/workflows.js';
import { PAGE, type DeliveryModel } from './model.js';

/** A delivery as it was found in an assembly. */
export interface Delivery {
  readonly model: DeliveryModel;
  /** The digest of the model, which the library has made. */
  readonly digest: string;
}

/** The words before the digests in the first line of a file. The library looks for them. */
const MARK = '# goldenpath:delivery';

/** The files of a delivery by their paths in the repository. The same delivery always gives the same text. */
export function filesOf({ model, digest }: Delivery): { readonly [path: string]: string } {
  const written = escaped(workflows(model), model.escapes);
  return Object.fromEntries(
    Object.entries(written).map(([file, workflow]) => [
      `${FOLDER}/${model.prefix}${file}`,
      withHeader(commentsOf(model, file) + render(workflow as never), digest),
    ]),
  );
}

/** The digests come first: whoever has no YAML at hand can see whether the file is what was written from the model. */
function withHeader(body: string, model: string): string {
  const content = createHash('sha256').update(body).digest('hex');
  return `${MARK} model=${model} content=${content}\n${body}`;
}

function commentsOf(model: DeliveryModel, file: string): string {
  const lines = [
    `Written by \`goldenpath delivery write\` from the delivery of ${model.app}. A change of this file is undone by`,
    'the next one: change the delivery, or record an escape of it.',
    `${DOCS}/${PAGE}`,
    ...model.escapes
      .filter(escape => escape.file === file)
      .map(({ path, reason, owner, reviewBy }) =>
        ['Escape:', path, '-', reason, owner && `(${owner})`, reviewBy && `review by ${reviewBy}`]
          .filter(Boolean)
          .join(' '),
      ),
    ...(file === 'deploy.yml' ? whatTheForgeMustHave(model) : []),
  ];
  return lines.map(line => `# ${line.replace(/\s+/g, ' ')}\n`).join('');
}

/** What no file can say, and somebody has to set in the forge. */
function whatTheForgeMustHave({ environments, repository }: DeliveryModel): string[] {
  const reviewed = environments.filter(({ approval }) => approval === 'reviewers').map(({ name }) => name);
  const promoted = environments.filter(({ approval }) => approval === 'promotion').map(({ name }) => name);
  return [
    `GitHub must have: environments ${environments.map(({ name }) => name).join(', ')}, each for the branch ` +
      `${repository.defaultBranch} only.`,
    ...(reviewed.length > 0
      ? [`Required reviewers of ${reviewed.join(', ')}: set them there. This file cannot, and nothing waits without.`]
      : []),
    ...(promoted.length > 0
      ? [`Whoever may write to the repository may promote to ${promoted.join(', ')}: GitHub asks nobody else.`]
      : []),
  ];
}
