/** A configuration of Terraform, as JSON. */
export interface Configuration {
  terraform: any;
  provider: { aws: any[] };
  resource: { [type: string]: { [name: string]: any } };
  [block: string]: any;
}

/** What version 5 of the provider does not know yet, by the newest that it knows. */
const RUNTIMES: { [newer: string]: string } = { 'nodejs24.x': 'nodejs22.x', 'python3.14': 'python3.13' };
/** The most bytes of a message before August 2025. */
const MESSAGE_BYTES = 262_144;

/**
 * What is written for version 6 of the AWS provider, in the words of version 5. Only the tests do this: the package is
 * written for version 6.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
 */
export function forOlderProvider(written: Configuration, version: string): Configuration {
  const text = JSON.stringify(written)
    .replace(/data\.aws_region\.(\w+)\.region/g, 'data.aws_region.$1.name')
    .replace(/"(nodejs24\.x|python3\.14)"/g, (_, runtime) => `"${RUNTIMES[runtime]}"`);
  const { '//': _, ...configuration } = JSON.parse(text);
  configuration.terraform.required_providers.aws.version = version;
  for (const queue of of(configuration, 'aws_sqs_queue')) {
    if (queue.max_message_size > MESSAGE_BYTES) queue.max_message_size = MESSAGE_BYTES;
  }
  for (const insights of of(configuration, 'aws_dynamodb_contributor_insights')) delete insights.mode;
  return configuration;
}

/** All resources of a type. */
export function of({ resource }: Configuration, type: string): any[] {
  return Object.values(resource[type] ?? {});
}
