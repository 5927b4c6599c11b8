import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { {% if values.database %}DatabaseEngine, {% endif %}Exposure, GoldenPathService, {% if values.database %}ManagedDatabase, {% endif %}ServiceSource } from 'goldenpath';

export class ${{ values.id }}Stack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
{% if values.database %}
    const db = new ManagedDatabase(this, '${{ values.id }}Db', { engine: DatabaseEngine.postgres(), databaseName: '${{ values.databaseName }}' });
{% endif %}
    const service = new GoldenPathService(this, '${{ values.id }}', {
      owner: '${{ values.owner }}',
      source: ServiceSource.image('${{ values.image }}'),
      exposure: Exposure.publicHttps(),
    });
{%- if values.database %}
    service.uses(db);
{%- endif %}
  }
}
