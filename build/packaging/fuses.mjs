// The fuses of a packaged Assay: switches burnt into Electron's binary that no argument or variable can undo.
// electron-builder sets them, the packaged test reads them back.

/** @typedef {import('app-builder-lib').FuseOptionsV1} FuseOptions */

/**
 * What ships.
 * @satisfies {FuseOptions}
 */
export const releaseFuses = {
  /** The app cannot be started as a bare Node that runs any script (`ELECTRON_RUN_AS_NODE`). */
  runAsNode: false,
  /** `NODE_OPTIONS` and `NODE_EXTRA_CA_CERTS` load nothing into it. */
  enableNodeOptionsEnvironmentVariable: false,
  /** No debugger can be attached by `--inspect` or SIGUSR1. */
  enableNodeCliInspectArguments: false,
  /** Only `resources/app.asar` runs: a folder put beside it is ignored. */
  onlyLoadAppFromAsar: true,
  /** The archive's hash is checked at the start, on the systems where Electron can (macOS and Windows). */
  enableEmbeddedAsarIntegrityValidation: true,
  /** `file://` pages have no more rights than any other; Assay's pages are `app://`. */
  grantFileProtocolExtraPrivileges: false,
  loadBrowserProcessSpecificV8Snapshot: false,
  /** Assay keeps no cookies; encrypting them would only ask for the system's key ring. */
  enableCookieEncryption: false,
};

/**
 * The one exception, for the build that the packaged test drives and nobody else gets: Playwright attaches to the
 * main process through `--inspect`.
 * @satisfies {FuseOptions}
 */
export const testBuildFuses = { ...releaseFuses, enableNodeCliInspectArguments: true };
