/**
 * `taskRole` is the slot, `TaskRole` the construct id.
 *
 * @internal
 */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A description that every service of AWS takes. The strictest are security groups: 255 of these characters. A
 * construct's id
 * may have any, and a template with another one fails at deployment.
 *
 * @internal
 */
export function description(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]/g, '_').slice(0, 255);
}
