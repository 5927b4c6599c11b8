import { GoldenPathWorkerProps, WorkerScaling } from './props';
import { eventsOf, visibilityOf } from './queue-events';
import { BindingEvents } from '../../binding/binding';
import { broughtKeyDecision } from '../../parts/data-key/brought';
import { placing } from '../../parts/fargate-task/decisions/cluster';
import { placement, release } from '../../parts/fargate-task/decisions/deployment';
import { observation, patience } from '../../parts/fargate-task/decisions/observation';
import { greatest, least } from '../../parts/fargate-task/decisions/scaling';
import { capacity, hardening, probing, shellAccess, sizing, start } from '../../parts/fargate-task/decisions/task';
import { CpuArchitecture, ServiceSize } from '../../parts/fargate-task/size';
import { always, choose } from '../../path/decision';
import { Ledger } from '../../path/ledger';
import { SECONDS_PER_DAY } from '../../support/durations';

// By these names, the compiled declarations refer to their file. Else they would to the index, and with it to the other
// engine.
export type { BindingEvents, CpuArchitecture, ServiceSize };

/** The longest time that Fargate gives a task to stop, in seconds. */
const LONGEST_STOP = 120;
/** The longest time that SQS keeps a message, in seconds. */
const LONGEST_WAIT = 14 * SECONDS_PER_DAY;

/**
 * The policy of a worker: every choice, its default by tier, and why. What it shares with every task on Fargate is in
 * `parts/fargate-task/decisions`.
 */
export function decide(props: GoldenPathWorkerProps, ledger: Ledger) {
  const scaling = props.scaling ?? {};
  const events = eventsOf(props.queue, ledger.where);
  const hidden = visibilityOf(events);
  const asked = ledger.settle({ ...sizing(props), ...shellAccess(), ...margin() });
  const task = ledger.settle({
    ...capacity(asked.size),
    ...hardening(asked),
    ...stop(props, hidden, asked.visibilityMarginSeconds),
    ...start(props),
  });
  const fewest = ledger.settle(
    least(
      scaling,
      0,
      { development: 0, staging: 0, production: 2 },
      'None where nobody waits: the first message starts one. In production two, in two zones: a lost zone costs ' +
        'half the pace.',
    ),
  );
  const scale = ledger.settle({
    ...greatest(
      scaling,
      fewest,
      { development: 2, staging: 6, production: 30 },
      'Room for ten times the usual load; a bound on what a mistake costs.',
    ),
    ...pace(scaling),
    ...shares(fewest.minTasks),
  });
  const released = ledger.settle(release(props));
  const placed = ledger.settle(placement(released));
  const brought = ledger.settle(broughtKeyDecision(props));
  const where = ledger.settle(placing(props, ledger.path));
  const observe = ledger.settle({
    ...observation(brought, where),
    ...patience(),
    ...alarms(hidden, scale.acceptableLatencySeconds),
  });
  // Nobody decides where the queue is: it is kept beside the choices for those who check and render them.
  return { ...asked, ...task, ...fewest, ...scale, ...released, ...placed, ...brought, ...where, ...observe, events };
}

/** The choices of one worker, and the properties of its queue. */
export type WorkerChoices = ReturnType<typeof decide>;

function margin() {
  return {
    visibilityMarginSeconds: always(10)
      .whole(0, 43_200)
      .because(
        'The queue hides a message for so much longer than a task takes to stop: deleting it takes a call, and ' +
          'clocks differ.',
      ),
  };
}

function stop(props: GoldenPathWorkerProps, hidden: number | undefined, visibilityMargin: number) {
  const afterStop =
    hidden === undefined ? LONGEST_STOP : Math.max(2, Math.min(LONGEST_STOP, hidden - visibilityMargin));
  return {
    stopTimeoutSeconds: choose(props.stopTimeoutSeconds, afterStop)
      .whole(2, LONGEST_STOP)
      .because(
        'From SIGTERM to SIGKILL, to finish a message or to give it back: all that Fargate gives, and Spot ' +
          'announces; less where the queue would hand the message to another task meanwhile.',
      ),
    healthCheckCommand: choose<string[] | null>(props.healthCheckCommand, null)
      .orNone()
      .because(
        'Nobody sends a worker requests. One that hangs shows by the messages that wait, and a probe that proves ' +
          'less would only say that all is well.',
      ),
    ...probing(),
  };
}

function pace(scaling: WorkerScaling) {
  return {
    targetBacklogPerTask: choose(scaling.targetBacklogPerTask, 10)
      .within(0.01, 1_000_000)
      .because(
        'As many messages as a task can take from SQS at once. Those in work count too, or tasks would be stopped ' +
          'while they work.',
      ),
    acceptableLatencySeconds: choose(scaling.acceptableLatencySeconds, 300)
      .whole(1, LONGEST_WAIT)
      .because('A backlog says nothing of how long one message takes; its age does.'),
    latencyStepPercent: always(100)
      .whole(1, 1000)
      .because('Twice the tasks, and again until nothing waits too long: how many are missing is not known.'),
    wakeTasks: always(1)
      .whole(1, 5000)
      .because(
        'Tasks that the first message after a pause starts, where the least is none. The backlog decides on more.',
      ),
    scaleOutMinutes: always(2)
      .whole(1, 60)
      .because(
        'In a row, before tasks are added for an old message or a first one: ECS and SQS report a minute apart, ' +
          'and one look could take a late number for none.',
      ),
    scaleInCooldownSeconds: always(300)
      .whole(0, 3600)
      .because('Slow down: a task that is stopped may have to give its work back.'),
    scaleOutCooldownSeconds: always(60).whole(0, 3600).because('Fast up: a task starts in about a minute.'),
  };
}

function shares(minTasks: number) {
  return {
    spotPercent: always({ development: 100, staging: 100, production: 50 })
      .whole(0, 100)
      .because(
        'Of the tasks above those on demand. A message that was interrupted comes back, and Spot costs about a ' +
          'third. In production half of them, so that a shortage slows the queue, and never stops it.',
      ),
    onDemandTasks: always({ development: 0, staging: 0, production: minTasks })
      .whole(0, 5000)
      .because('Those that always run are not taken away at two minutes’ notice.'),
  };
}

function alarms(hidden: number | undefined, acceptableLatencySeconds: number) {
  return {
    alarmStalledMinutes: always(Math.min(60, Math.max(10, Math.ceil((hidden ?? 0) / 60) + 5)))
      .whole(1, 60)
      .because(
        'Messages wait and none is finished: longer than one may take, and the first task needs to start. During ' +
          'a deployment it rolls back.',
      ),
    alarmLatencySeconds: always(Math.min(3 * acceptableLatencySeconds, LONGEST_WAIT))
      .whole(1, LONGEST_WAIT)
      .because('Three times what is acceptable: scaling has had its chance.'),
    alarmLatencyMinutes: always(5).whole(1, 60).because('In a row: longer than a hiccup.'),
    alarmCpuPercent: always(95)
      .within(1, 100)
      .because('A busy worker is a good one. One with nothing left, for that long, is too small for its messages.'),
    alarmMemoryPercent: always(85).within(1, 100).because('The next leak stops the task.'),
  };
}
