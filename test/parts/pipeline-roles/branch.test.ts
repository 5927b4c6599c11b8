import { isBranch } from '../../../src/parts/pipeline-roles/branch';

test.each(['main', 'release/2027', 'v1.x', 'team_a/next-2'])('a branch: %s', name => expect(isBranch(name)).toBe(true));

test.each([
  'a b',
  '..',
  'a..b',
  'release/*',
  'a?',
  '[a]',
  '!main',
  'refs/heads/main',
  'refs/main',
  'HEAD',
  '/main',
  'main/',
  'a//b',
  '.main',
  'a/.b',
  'main.',
  'main.lock',
  '-main',
  'a@{1}',
  '',
  'main\nother',
  '${Token[x.1]}',
])('no branch: %j', name => expect(isBranch(name)).toBe(false));
