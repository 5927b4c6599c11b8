/** The attributes of a load balancer or of a target group, as CloudFormation lists them. */
export function attributes(values: { [key: string]: string | number | boolean }): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
}
