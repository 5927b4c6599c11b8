// Calls the deployed newsletter as its users do, and throws at the first thing that is not as it should be.
import { Newsletter } from '../examples/newsletter/calls.mjs';

/**
 * @param {string} stackName
 * @param {(line: string) => void} note
 */
export async function proveNewsletter(stackName, note) {
  const newsletter = await Newsletter.of(stackName);
  // First what takes longest: it is tried again before it is given up.
  const poison = `not a signup, ${Date.now()}`;
  await newsletter.poison(poison);

  const refused = await newsletter.signUp({ email: 'eve@example.com' }, { signed: false });
  expect(
    refused.status === 403 && !(await newsletter.subscriber('eve@example.com')),
    'a call without a signature is refused, and nothing is written',
    refused,
  );
  note(`POST / unsigned        ${refused.status}, and the function was not called`);

  const email = `ada.${Date.now()}@example.com`;
  const accepted = await newsletter.signUp({ email }, { signed: true });
  expect(accepted.status === 202, 'a signed call is accepted', accepted);
  const subscriber = await newsletter.subscriber(email);
  expect(subscriber?.signedUpAt?.S, 'the subscriber is in the table', subscriber);
  note(`POST / signed          ${accepted.status}, and the subscriber is in the table`);

  const letter = await newsletter.letter(email);
  expect(
    await newsletter.isSignedWithSecret(letter, email),
    'the link in the letter is signed with the secret',
    letter,
  );
  note('Queue to bucket        the second function wrote the letter, its link signed with the secret');

  const { lines, exitCode } = await newsletter.runMailer(email);
  expect(exitCode === 0 && lines.at(-1).message === 'stopped', 'the worker stops when it is told to', {
    exitCode,
    lines,
  });
  expect(
    (await newsletter.deliveriesWaiting()) === 0,
    'the worker has worked its queue',
    await newsletter.deliveriesWaiting(),
  );
  note(
    'Worker                 run on this machine with the variables and the role of its task: letter delivered, queue empty',
  );

  const dead = await newsletter.deadLetter(poison);
  expect(dead.Body === poison, 'the poisoned message is kept', dead);
  note('Poisoned message       tried three times, and in the dead-letter queue');
}

function expect(holds, what, seen) {
  if (!holds) throw new Error(`Not so: ${what}. There is: ${JSON.stringify(seen)}`);
}
