import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

const Credentials = z.object({ username: z.string().min(1), password: z.string().min(1) });
export type Credentials = z.infer<typeof Credentials>;

export interface CredentialProvider {
  get(): Promise<Credentials>;
  /** The database refused these credentials: fetch them anew next time. */
  forget(): void;
}

export function fixedCredentials(credentials: Credentials): CredentialProvider {
  return { get: async () => credentials, forget: () => {} };
}

/** Reads {"username","password"} from Secrets Manager and keeps it for a short time. */
export class SecretCredentials implements CredentialProvider {
  #cached?: { credentials: Promise<Credentials>; expires: number };

  constructor(
    private readonly secretArn: string,
    private readonly cacheMs = 60_000,
    private readonly client = new SecretsManagerClient({
      requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    }),
  ) {}

  get(): Promise<Credentials> {
    if (!this.#cached || this.#cached.expires <= Date.now()) {
      // The promise is kept, so that connections opened together share one call.
      const credentials = this.#fetch();
      credentials.catch(() => this.forget());
      this.#cached = { credentials, expires: Date.now() + this.cacheMs };
    }
    return this.#cached.credentials;
  }

  forget(): void {
    this.#cached = undefined;
  }

  async #fetch(): Promise<Credentials> {
    const secret = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretArn }));
    return Credentials.parse(JSON.parse(secret.SecretString ?? ''));
  }
}
