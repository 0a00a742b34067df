// The only scheme the window loads from. `app://assay/` is the built page; `app://report/index.html` is a
// report that was shown, by its digest, in an origin of its own that runs no script.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { visible } from '../../shared/domain/visible.ts';

export const pageOrigin = 'app://assay';
export const reportOrigin = 'app://report';
export const pageUrl = `${pageOrigin}/index.html`;

export const customScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ');

export const pagePolicy = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'frame-src': reportOrigin,
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
});

export const reportPolicy = policy({
  'default-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'font-src': 'data:',
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': pageOrigin,
  sandbox: '',
});

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** The file under `folder` that a URL path names; null when the path leads outside or has no known media type. */
export function pageFile(folder: string, urlPath: string): { path: string; mediaType: string } | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').includes('..')) return null;
  const path = normalize(join(folder, decoded === '/' ? 'index.html' : decoded));
  const mediaType = mediaTypes[extname(path)];
  return path.startsWith(folder + sep) && mediaType !== undefined ? { path, mediaType } : null;
}

const refusal = (): Response => new Response('Not found', { status: 404, headers: commonHeaders });

/** Which report its frame asks for, by digest, and which one it is compared with. */
export interface ShownPage {
  digest: string;
  since?: string;
}

/** Answers every `app:` request. `renderReport` gives the report's HTML. */
export const answerFrom =
  (pageFolder: string, renderReport: (shown: ShownPage) => Promise<string>) =>
  async (request: Request): Promise<Response> => {
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: commonHeaders });
    const { host, pathname, searchParams } = new URL(request.url);
    if (host === 'report') {
      if (pathname !== '/index.html') return refusal();
      return new Response(await renderReport(shownPage(searchParams)), {
        headers: {
          ...commonHeaders,
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': reportPolicy,
          'Cache-Control': 'no-store',
        },
      });
    }
    const file = host === 'assay' ? pageFile(pageFolder, pathname) : null;
    if (file === null) return refusal();
    let content: Buffer;
    try {
      content = await readFile(file.path);
    } catch {
      return refusal();
    }
    return new Response(new Uint8Array(content), {
      headers: {
        ...commonHeaders,
        'Content-Type': file.mediaType,
        'Content-Security-Policy': pagePolicy,
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': 'no-cache',
      },
    });
  };

function shownPage(asked: URLSearchParams): ShownPage {
  const since = asked.get('since');
  return { digest: asked.get('digest') ?? '', ...(since !== null && { since }) };
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What stands in the report's frame when there is no report to show. */
export const reportProblemPage = (message: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>No report</title>
<style>body{font:15px/22px system-ui,sans-serif;margin:32px;color-scheme:light dark}</style>
<p>${escapeHtml(visible(message))}</p></html>`;
