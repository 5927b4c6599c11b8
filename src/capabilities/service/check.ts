import { checkExposure } from './check-exposure';
import { GoldenPathServiceProps } from './props';
import { checkIsNetwork } from '../../binding/network';
import { checkTaskProps } from '../../parts/fargate-task/check';
import { isGiven, Refuse, said } from '../../support/input';

/** Refuses props that cannot be right. Numbers are checked with the decisions. */
export function checkProps(props: GoldenPathServiceProps, refuse: Refuse): void {
  checkTaskProps(props, refuse);
  const { environment, exposure, network, port } = props;
  checkPort(environment ?? {}, port ?? undefined, refuse);
  if (exposure) {
    checkExposure(exposure, refuse);
  } else if (isGiven(exposure)) {
    refuse(`exposure is ${said(exposure)}.`, 'Give Exposure.internal() or Exposure.publicHttps().');
  }
  checkIsNetwork(network, refuse);
}

function checkPort(environment: { readonly [name: string]: string }, port: number | undefined, refuse: Refuse): void {
  if (environment.PORT !== undefined && environment.PORT !== String(port)) {
    refuse(
      `environment.PORT is '${environment.PORT}', and the load balancer would ask another port.`,
      'Give it as port: the program is told by PORT.',
    );
  }
}
