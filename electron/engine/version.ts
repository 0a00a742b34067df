import project from '../../package.json' with { type: 'json' };

/** Assay's version, as reports and bundles name it. */
export const version: string = project.version;
