import { GoldenPathServiceProps } from './props';
import { SignInKind } from './sign-in';
import { choose, DecidedBy, follows, only } from '../../path/decision';

/** Who signs in, and for how long. */
export function signInDecisions({ exposure }: GoldenPathServiceProps) {
  const { signIn } = exposure ?? {};
  const { openPaths, sessionSeconds, scope } = signIn?.options ?? {};
  const asked = signIn !== undefined;
  return {
    signIn: follows<SignInKind | null>(signIn?._kind ?? null, asked ? DecidedBy.APP_TEAM : undefined).because(
      'Whom a program lets in is its own business, until its team puts an identity provider before it.',
    ),
    signInSessionSeconds: only(
      asked,
      choose(sessionSeconds, 28_800)
        .whole(1, 604_800)
        .because('A working day: who has left the company is out by the next morning.'),
    ),
    signInScope: only(
      asked,
      choose(scope, 'openid')
        .matching(/^(\S+ )*openid( \S+)*$/, 'scopes with spaces between them, openid among them')
        .because('Who somebody is, and nothing else of them that nobody asked for.'),
    ),
    signInOpenPaths: follows<string[] | null>(
      openPaths ?? null,
      (openPaths ?? undefined) === undefined ? undefined : DecidedBy.APP_TEAM,
    ).because('Every request needs somebody who has signed in, unless the team opens a path.'),
  };
}
