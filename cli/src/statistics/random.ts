import { mersenne } from 'pure-rand/generator/mersenne';
import { normalQuantile } from './intervals.js';

/** A random number generator with a seed. The same seed gives the same numbers on every machine. */
export class Random {
  private readonly generator;

  constructor(seed: number) {
    this.generator = mersenne(seed);
  }

  /** A number from 0 to 1, without 1. */
  next(): number {
    return (this.generator.next() >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `end`, without `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A number from a normal distribution. */
  normal(mean: number, deviation: number): number {
    return mean + deviation * normalQuantile((this.next() * (2 ** 32 - 1) + 0.5) / 2 ** 32);
  }
}
