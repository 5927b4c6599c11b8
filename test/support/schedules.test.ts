import { isForgeSchedule, isSchedule, isTimeZone } from '../../src/support/schedules';

test.each([
  ['rate(1 minute)'],
  ['rate(12 hours)'],
  ['cron(0 3 * * ? *)'],
  ['cron(0/15 8-17 ? * MON-FRI *)'],
  ['cron(59 23 31 12 ? 2199)'],
  ['cron(0 0 L * ? *)'],
  ['cron(0 0 1W JAN,jul ? 2027-2030)'],
  ['cron(0 0 ? * 2#1 *)'],
  ['cron(0 0 ? * 6L *)'],
  ['at(2028-02-29T23:59:59)'],
])('%s is a schedule', text => expect(isSchedule(text)).toBe(true));

test.each([
  ['rate(0 minutes)'],
  ['rate(5 seconds)'],
  ['rate(5minutes)'],
  ['every day'],
  ['cron(0 3 * * *)'],
  ['cron(60 3 * * ? *)'],
  ['cron(0 24 * * ? *)'],
  ['cron(0 0 32 * ? *)'],
  ['cron(0 0 0 * ? *)'],
  ['cron(0 0 1 13 ? *)'],
  ['cron(0 0 ? * 8 *)'],
  ['cron(0 0 ? * MOO *)'],
  ['cron(0 0 1 1 ? 1969)'],
  ['cron(0 3 * * * *)'],
  ['cron(0 3 ? * ? *)'],
  ['cron(0/0 3 * * ? *)'],
  ['cron(0/5/5 3 * * ? *)'],
  ['cron(1-2-3 3 * * ? *)'],
  ['at(2027-02-29T00:00:00)'],
  ['at(2027-01-01T24:00:00)'],
  ['at(2027-01-01)'],
])('%s is none', text => expect(isSchedule(text)).toBe(false));

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Europe/Bielefeld', false],
  ['+01:00', false],
  ['', false],
])('%s is a time zone: %s', (name, is) => expect(isTimeZone(name)).toBe(is));

test.each(['17 3 * * *', '*/15 * * * *', '0 6 * * MON-FRI', '5 4 1,15 JAN *', '0-30/10 0 * * 0', '0 0 * * sun'])(
  "GitHub's schedule: %s",
  expression => expect(isForgeSchedule(expression)).toBe(true),
);

test.each([
  '99 99 * * *',
  '0 17 3 * * *',
  '17 3 * *',
  '17 3 ? * *',
  '17 3 L * *',
  '17 3 * * 7',
  '17 3 0 * *',
  '17 3 * 13 *',
  '30-10 3 * * *',
  '*/0 3 * * *',
  '@daily',
  'cron(17 3 * * ? *)',
  '17  3 * * *',
  '17 3 * * FUN',
])('no schedule of GitHub: %s', expression => expect(isForgeSchedule(expression)).toBe(false));
