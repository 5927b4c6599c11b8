// secret.ts: a secret, read at use and kept for no longer than the platform allows.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient();

/** One question to Secrets Manager. */
interface Reading {
  readonly value: Promise<string>;
  readonly askedAt: number;
  answered: boolean;
}

export class Secret {
  /** The secret that `uses` gave the variables of: `Secret.of('PAYMENT_KEY')`. */
  static of(prefix: string, label?: string): Secret {
    const variable = (suffix: string): string => {
      const value = process.env[`${prefix}_${suffix}`];
      if (!value) throw new Error(`There is no ${prefix}_${suffix}: does this program use the secret?`);
      return value;
    };
    return new Secret(variable('ARN'), Number(variable('MAX_AGE_SECONDS')) * 1000, label);
  }

  private last?: Reading;

  constructor(
    private readonly arn: string,
    private readonly maxAgeMilliseconds: number,
    private readonly label = 'AWSCURRENT',
  ) {}

  /** The value, at most as old as allowed. However many ask at once, Secrets Manager is asked once. */
  async value(): Promise<string> {
    return this.reading().value;
  }

  /**
   * Does something with the value. When that is refused because of it, asks for a new one, and tries once more if there
   * is one.
   */
  async use<T>(action: (value: string) => Promise<T>, isRefusal: (error: unknown) => boolean): Promise<T> {
    const reading = this.reading();
    const value = await reading.value;
    try {
      return await action(value);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // Others may have been refused as well: one of them asks, for all.
      const fresh = await (this.last === reading ? this.ask() : this.reading()).value;
      if (fresh === value) throw error;
      return action(fresh);
    }
  }

  private reading(): Reading {
    // The clock on the wall goes on while a function is frozen.
    const { last } = this;
    return last && (!last.answered || Date.now() - last.askedAt < this.maxAgeMilliseconds) ? last : this.ask();
  }

  private ask(): Reading {
    const value = client
      .send(new GetSecretValueCommand({ SecretId: this.arn, VersionStage: this.label }))
      .then(({ SecretString }) => {
        if (SecretString === undefined) throw new Error(`${this.arn} holds bytes, and no text.`);
        return SecretString;
      });
    const reading: Reading = { value, askedAt: Date.now(), answered: false };
    value.then(
      () => {
        reading.answered = true;
      },
      () => {
        if (this.last === reading) this.last = undefined;
      },
    );
    return (this.last = reading);
  }
}
