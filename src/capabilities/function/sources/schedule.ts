import { AskedSource } from './source';
import { isText, Refuse, refusal, said } from '../../../support/input';
import { faultOfSchedule, isTimeZone } from '../../../support/schedules';
import { checkStruct } from '../../../support/structs';
import { PAGE } from '../page';

const NAME = /^[A-Za-z][A-Za-z0-9]{0,31}$/;

/** The name of a schedule, and its time zone. */
export interface ScheduleSourceOptions {
  /**
   * Tells it from other schedules of the same function: 1 to 32 letters and digits, a letter first. Part of its slot:
   * stable.
   *
   * @default - the only one needs none
   */
  readonly name?: string;
  /**
   * The time zone of a cron expression, for instance `Europe/Berlin`.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;
}

/** A schedule that calls a function. */
export interface ScheduleSource {
  readonly kind: 'schedule';
  /** In lower camel case. Empty, where it is the only one and has no name. */
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
}

/** A schedule, as a team asks for it. */
export function scheduleSource(expression: string, options: ScheduleSourceOptions): AskedSource<ScheduleSource> {
  checkSchedule(expression, options);
  const name = options.name ?? '';
  return {
    kind: 'schedule',
    name,
    decide: () => ({
      join: ({ fn }) => ({
        kind: 'schedule',
        name: name.charAt(0).toLowerCase() + name.slice(1),
        expression,
        timeZone: options.timeZone ?? fn.scheduleTimeZone,
      }),
    }),
  };
}

function checkSchedule(expression: string, options: ScheduleSourceOptions): void {
  const refuse: Refuse = refusal('EventSource.schedule', PAGE);
  const fault = isText(expression) ? faultOfSchedule(expression) : 'It is no text.';
  if (fault !== undefined) {
    refuse(
      `The schedule is ${said(expression)}. ${fault}`,
      "Give 'rate(5 minutes)', 'cron(0 3 * * ? *)' with six fields, of which one of the two for days is '?', or " +
        "'at(2027-01-01T00:00:00)'.",
    );
  }
  checkStruct('ScheduleSourceOptions', options, refuse, 'options');
  const timeZone = options.timeZone ?? undefined;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    refuse(`The time zone of a schedule is ${said(timeZone)}.`, "Give its name, for instance 'Europe/Berlin'.");
  }
  const name = options.name ?? undefined;
  if (name !== undefined && !NAME.test(name)) {
    refuse(`The name of a schedule is ${said(name)}.`, "Give letters and digits, for instance 'nightly'.");
  }
}

/** Refuses schedules of one function that nobody could tell from each other. */
export function checkScheduleNames(asked: readonly AskedSource[], refuse: Refuse): void {
  const names = asked.filter(({ kind }) => kind === 'schedule').map(({ name = '' }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    refuse(
      twice ? `Two schedules are called '${twice}'.` : 'Two schedules have no name.',
      "Name them: EventSource.schedule('rate(1 day)', { name: 'daily' }).",
    );
  }
}
