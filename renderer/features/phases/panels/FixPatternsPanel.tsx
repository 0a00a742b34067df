import { fixPatterns } from '../../../../shared/playbook/fix-patterns.ts';

const layers = [...Map.groupBy(fixPatterns, ({ layer }) => layer)];

/** The catalogue of fixes that recur, by layer; folded, for it is looked things up in. */
export function FixPatternsPanel() {
  return (
    <details className="panel">
      <summary>Fix patterns that recur</summary>
      <div className="pattern-layers">
        {layers.map(([layer, patterns]) => (
          <div key={layer}>
            <h3>{layer}</h3>
            <dl className="dense">
              {patterns.map(({ id, label, help, scales }) => (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd className="muted">
                    {help}
                    {scales && ' Needs a confirmed constraint first.'}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </details>
  );
}
