import { describe, expect, it } from 'vitest';
import { addPolicy, pagePolicy } from './page-policy';

describe('the policy of a page', () => {
  it('lets it run and reach its own site alone', () => {
    const policy = pagePolicy({ hasDefaultPolicy: true });
    const sources = policy.split('; ').flatMap((directive) => directive.split(' ').slice(1));
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-[\w+/=]+'; /,
    );
    expect(policy).toContain("; connect-src 'self';");
    expect(policy).toContain(
      "; require-trusted-types-for 'script'; trusted-types default goru-display ",
    );
    expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'|\*/);
    // No host, and no scheme that leads to one.
    expect(sources.filter((source) => source.includes(':')).sort()).toEqual(['blob:', 'data:']);
  });

  it('asks for no Trusted Types where nothing makes the policy for the page’s own scripts', () => {
    expect(pagePolicy({ hasDefaultPolicy: false })).not.toContain('trusted-types');
  });

  it('comes before everything that it is to hold for', () => {
    const html = addPolicy(
      '<html>\n  <head>\n    <link rel="preload" href="a">\n    <meta charset="utf-8" />\n    <script src="./before-paint.js"></script></head></html>',
    );
    expect(html).toMatch(
      /^<html>\s*<head>\s*<meta charset="utf-8" \/>\s*<meta http-equiv="Content-Security-Policy" content="[^"]+" \/>/,
    );
    expect(html.match(/charset/g)).toHaveLength(1);
    expect(html).toContain("require-trusted-types-for 'script'");
  });
});
