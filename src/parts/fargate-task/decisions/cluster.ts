import { TaskProps } from './task';
import { choose, follows, PathSettings } from '../../../path/decision';
import { Refuse } from '../../../support/input';

/** Whose cluster the tasks run in. */
const WHOSE = ['own', 'environment'];

/**
 * The cluster that the tasks run in.
 *
 * @internal
 */
export function placing({ ownCluster }: TaskProps, { shares }: PathSettings) {
  const asked = ownCluster === undefined || ownCluster === null ? undefined : ownCluster ? 'own' : 'environment';
  return {
    cluster: shares?.includes('cluster')
      ? choose(asked, 'environment')
          .oneOf(...WHOSE)
          .because('On Fargate a cluster is a name for tasks: the environment has one, and one page shows them all.')
      : follows('own').because('There is no Environment around it whose cluster it could share.'),
  };
}

/**
 * Refuses to share the cluster of an environment where there is none.
 *
 * @internal
 */
export function checkCluster(
  { cluster }: { readonly cluster: string },
  { ownCluster }: TaskProps,
  refuse: Refuse,
): void {
  if (ownCluster !== false || cluster === 'environment') return;
  refuse(
    'ownCluster is false, and there is no Environment around it whose cluster it could share.',
    'Make it inside of an Environment, or leave ownCluster out.',
  );
}
