import { mersenne } from 'pure-rand/generator/mersenne';
import { normalQuantile } from './intervals.js';

/** Random numbers that are the same for the same seed, on every machine. */
export class Random {
  private readonly generator;

  constructor(seed: number) {
    this.generator = mersenne(seed);
  }

  /** From 0 up to, but not, 1. */
  next(): number {
    return (this.generator.next() >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, but not, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  normal(mean: number, deviation: number): number {
    return mean + deviation * normalQuantile((this.next() * (2 ** 32 - 1) + 0.5) / 2 ** 32);
  }
}
