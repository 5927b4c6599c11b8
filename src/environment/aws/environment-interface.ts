import { IDeployableEnvironment } from '../../path/deployable-environment';

/** An environment: one that this app makes, or one that another app publishes. A delivery takes it as it is. */
export interface IEnvironment extends IDeployableEnvironment {}
