import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { builtScripts, inlineScriptHashes, pagePolicy } from './page-policy.mjs';

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const scriptSources = (policy: string) => /script-src ([^;]*)/.exec(policy)?.[1].split(' ') ?? [];

describe('inlineScriptHashes', () => {
  it('names the inline scripts of a page, each once, and no script of a file', () => {
    const html =
      '<script>a()</script><script async src="/x.js"></script><script id="i">b("<")</script><script>a()</script>';
    expect([...inlineScriptHashes(html)]).toEqual([hashOf('a()'), hashOf('b("<")')]);
  });

  it('gives the published hash of the standard’s own example', () => {
    // Content Security Policy Level 3, section 8.4: sha256 of alert('Hello, world.');
    const [hash] = inlineScriptHashes("<script>alert('Hello, world.');</script>");
    expect(hash).toBe("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
  });
});

describe('the policy of a page', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-'));
    fs.mkdirSync(path.join(folder, 'en'));
    const page = (own: string) => `<script>theme()</script><script>${own}</script>`;
    fs.writeFileSync(path.join(folder, 'en.html'), page('home()'));
    fs.writeFileSync(path.join(folder, 'en/runs.html'), page('runs()'));
    fs.writeFileSync(path.join(folder, '_not-found.html'), '<script>lost()</script>');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('lets a built page run the scripts it was built with and no others', () => {
    const sources = scriptSources(pagePolicy(builtScripts(folder), '/en/runs?state=failed'));
    expect(sources).toEqual(["'self'", hashOf('theme()'), hashOf('runs()')]);
  });

  it('lets a page made for one request run what all pages have and what carries its nonce', () => {
    const built = builtScripts(folder);
    const [own, nonce, ...hashes] = scriptSources(pagePolicy(built, '/en/runs/17'));
    expect([own, hashes]).toEqual(["'self'", [hashOf('theme()'), hashOf('lost()')]]);
    expect(nonce).toMatch(/^'nonce-[\w+/]{22}=='$/);
    expect(scriptSources(pagePolicy(built, '/en/runs/17'))).not.toContain(nonce);
  });

  it('never lets a page run whatever stands in it, or load from elsewhere', () => {
    for (const url of ['/en', '/en/datasets/x', '/"><script>']) {
      const policy = pagePolicy(builtScripts(folder), url);
      expect(scriptSources(policy).filter((source) => /unsafe|^[^']|\*/.test(source))).toEqual([]);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("object-src 'none'");
    }
  });
});
