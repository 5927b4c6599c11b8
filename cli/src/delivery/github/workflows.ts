import type { DeliveryModel } from '../model.js';
import { deliver } from './deliver.js';
import { deploy } from './deploy.js';
import { drift } from './drift.js';
import { preview } from './preview.js';
import { promote } from './promote.js';
import type { Mapping } from './steps.js';

/** The folder that GitHub looks into. */
export const FOLDER = '.github/workflows';

/** The workflows of a delivery, by the names of their files without the prefix. */
export function workflows(model: DeliveryModel): { readonly [file: string]: Mapping } {
  return {
    'deliver.yml': deliver(model),
    'deploy.yml': deploy(model),
    'promote.yml': promote(model),
    ...(model.drift ? { 'drift.yml': drift(model, model.drift.schedule) } : {}),
    ...(model.preview ? { 'preview.yml': preview(model, model.preview) } : {}),
  };
}
