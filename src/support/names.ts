/**
 * A name with its first letter in upper case: the slot `taskRole` has the construct id `TaskRole`.
 *
 * @internal
 */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A text that every service of AWS takes as a description. The strictest are security groups: at most 255 characters,
 * and few besides letters and digits. The ids of constructs may have any character, and a template with another one
 * fails at deployment.
 *
 * @internal
 */
export function description(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]/g, '_').slice(0, 255);
}
