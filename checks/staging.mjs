/**
 * Checkers that are programs run in a directory of their own, over copies of the templates: no configuration file of the
 * repository or of somebody's home reaches them, and a file name says which template it is.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readContent } from './templates.mjs';

/** @typedef {import('./templates.mjs').Template} Template */

/** @param {any} resource */
export const asWritten = resource => resource;

export class Staging {
  /**
   * @param {Template[]} templates
   * @param {(resource: any) => any} asSeen what the checker is to take a resource for
   */
  constructor(templates, asSeen) {
    this.templates = templates;
    this.directory = mkdtempSync(join(tmpdir(), 'checks-'));
    /** @type {string[]} */
    this.files = templates.map((template, index) => {
      const name = `${index}.template.json`;
      const { Resources = {}, ...content } = readContent(template);
      const seen = Object.entries(Resources).map(([id, resource]) => [id, asSeen(resource)]);
      writeFileSync(
        join(this.directory, name),
        JSON.stringify({ ...content, Resources: Object.fromEntries(seen) }, undefined, 1),
      );
      return name;
    });
  }

  /**
   * The template that a program's path of one of the files stands for.
   *
   * @param {string} path
   * @returns {Template}
   */
  templateOf(path) {
    const template = this.templates[this.files.indexOf(basename(path))];
    if (!template) throw new Error(`Nobody asked about ${path}.`);
    return template;
  }

  /**
   * Run a program and read the JSON that it prints.
   *
   * @param {string} command
   * @param {string[]} args
   * @returns {Promise<any>}
   */
  json(command, args) {
    return new Promise((resolve, reject) => {
      const env = { PATH: process.env.PATH, HOME: this.directory, LANG: 'C.UTF-8', TMPDIR: tmpdir() };
      const child = spawn(command, args, { cwd: this.directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      let problems = '';
      child.stdout.setEncoding('utf8').on('data', text => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', text => {
        problems += text;
      });
      child.on('error', reject);
      child.on('close', (status, signal) => {
        try {
          resolve(JSON.parse(out));
        } catch {
          // The exit status says nothing here: these programs also leave with one other than 0 when they have findings.
          reject(
            new Error(
              `${basename(command)} printed no JSON (${signal ?? `exit status ${status}`}): ${(problems || out).trim().slice(-500)}`,
            ),
          );
        }
      });
    });
  }

  remove() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * Do something in a staging directory that is gone afterwards.
 *
 * @template T
 * @param {Template[]} templates
 * @param {(resource: any) => any} asSeen what the checker is to take a resource for
 * @param {(staging: Staging) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function staged(templates, asSeen, use) {
  const staging = new Staging(templates, asSeen);
  try {
    return await use(staging);
  } finally {
    staging.remove();
  }
}
