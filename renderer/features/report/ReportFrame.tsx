import { useState } from 'react';

/** Served by the shell in an origin of its own that runs no script. */
const address = 'app://report/index.html';

/** The report as the shell serves it; read again when its text is another one. */
export function ReportFrame({ html }: { html: string }) {
  const [shown, setShown] = useState({ html, version: 0 });
  if (shown.html !== html) setShown({ html, version: shown.version + 1 });
  return <iframe key={shown.version} className="report-frame" title="Report" src={address} sandbox="" />;
}
