/**
 * What ids of EC2 look like.
 *
 * @internal
 */
export const SUBNET_ID = /^subnet-[0-9a-zA-Z]+$/;

/**
 * The name of an availability zone, of a local zone too: `eu-west-1a`, `us-west-2-lax-1a`.
 *
 * @internal
 */
export const ZONE_NAME = /^[a-z]{2}(-[a-z]+)+-\d(-[a-z]+-\d)?[a-z]$/;
