/**
 * The path writes the permissions of a role as AWS::IAM::RolePolicy, which no checker has a rule for. It is what
 * AWS::IAM::Policy is, of one role: the checkers are shown that.
 */
const ROLE_POLICY = 'AWS::IAM::RolePolicy';

/**
 * A resource of a template.
 *
 * @param {any} resource
 * @returns {any} the resource as the checkers know it
 */
export function asKnownPolicy(resource) {
  if (resource?.Type !== ROLE_POLICY) return resource;
  const { RoleName, ...properties } = resource.Properties;
  return { ...resource, Type: 'AWS::IAM::Policy', Properties: { ...properties, Roles: [RoleName] } };
}
