/**
 * The public names beside those of the capabilities, by module. All others are internal.
 *
 * `<engine>` in the name of a module is `aws` or `terraform`. What is in the folder of one engine is public
 * on that one. Of a capability, everything is public that its `props.ts` and its renderings export.
 */
export const PUBLIC_API: { readonly [module: string]: readonly string[] } = {
  'binding/binding': [
    'Access',
    'Binding',
    'BindingEvents',
    'BindingPermission',
    'BindingPort',
    'BindingRequest',
    'BindingSecret',
    'Credentials',
    'EventSourceKind',
    'IBindable',
    'UsesOptions',
  ],
  'binding/secret-variable': ['SecretVariable'],
  'binding/network': ['INetwork'],
  'binding/subscription': ['ISubscribable', 'ITopicSubscriber', 'SubscriptionEndpoint', 'SubscriptionOptions'],
  'path/capability': ['Capability', 'CapabilityArea', 'CapabilityLifecycle', 'CapabilityStage'],
  'path/capability-registry': ['CapabilityRegistry'],
  'path/deployable-environment': ['IDeployableEnvironment'],
  'path/decision': ['DecidedBy', 'Decision'],
  'path/edition': ['Edition'],
  'path/golden-path': ['GoldenPath', 'GoldenPathProps', 'OverdueEscapes', 'PolicyAnswers'],
  'path/limit': ['Limit', 'LimitOptions'],
  'path/lock': ['Lock'],
  'path/terraform-settings': ['TerraformSettings'],
  'path/tier': ['EnvironmentTier'],
  'record/escape-hatch': ['EscapeHatchUse', 'EscapeKind', 'EscapeOptions'],
  'record/patch': ['Patch'],
  'parts/fargate-task/deployment': ['ServiceDeployment'],
  'parts/fargate-task/sidecar': ['SidecarOptions'],
  'parts/fargate-task/size': ['CpuArchitecture', 'ServiceSize'],
  'parts/fargate-task/source': ['DockerfileOptions', 'EcrImageOptions', 'ServiceSource'],
  'parts/domain/domain': ['DomainOptions'],
  'parts/http-api/authorization': ['HttpAuthorization', 'HttpTokenOptions'],
  'parts/http-api/cors': ['HttpCors', 'HttpCorsMethod'],
  'parts/fargate-task/<engine>/container-capability': ['ContainerCapability'],
  'environment/aws/environment': ['Environment'],
  'environment/aws/environment-interface': ['IEnvironment'],
  'environment/aws/existing-environment': ['ExistingEnvironment'],
  'environment/props': ['EnvironmentProps', 'ExistingEnvironmentProps'],
  'engines/terraform/provider': ['TerraformProps'],
};
