import { renderBucketSource } from './sources/bucket';
import { renderQueueSource } from './sources/queue';
import { renderScheduleRole, renderScheduleSource } from './sources/schedule';
import { renderTableStreamSource } from './sources/table-stream';
import { CalledFunction, ScheduleRole, SourceResources, SourceTarget } from './sources/target';
import { renderEach, Source, SourceRenderers } from '../sources/kinds';

/** How each kind of source is rendered. */
const RENDERERS: SourceRenderers<SourceTarget, Partial<SourceResources>> = {
  queue: renderQueueSource,
  stream: renderTableStreamSource,
  bucket: renderBucketSource,
  schedule: renderScheduleSource,
  // The topic renders the subscription, once the function is whole.
  topic: () => ({}),
};

/** Lets each source call the function. */
export function renderSources(sources: readonly Source[], called: CalledFunction): SourceResources {
  let role: ScheduleRole | undefined;
  const scheduleRole = () => (role ??= renderScheduleRole(called));
  const rendered = renderEach(sources, RENDERERS, { ...called, scheduleRole });
  return {
    eventSourceMappings: rendered.flatMap(({ eventSourceMappings = [] }) => eventSourceMappings),
    rules: rendered.flatMap(({ rules = [] }) => rules),
    ruleTargets: rendered.flatMap(({ ruleTargets = [] }) => ruleTargets),
    rulePermissions: rendered.flatMap(({ rulePermissions = [] }) => rulePermissions),
    schedules: rendered.flatMap(({ schedules = [] }) => schedules),
    scheduleRole: rendered.find(each => each.scheduleRole)?.scheduleRole,
  };
}
