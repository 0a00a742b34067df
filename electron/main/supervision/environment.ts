// What an engine process inherits: the user's surroundings, without the variables that load foreign code into a
// Node process or change how it starts.
const dangerous = /^(NODE_|ELECTRON_|LD_PRELOAD$|LD_AUDIT$|DYLD_|npm_)/i;

/** `environment` without variables that inject code (`NODE_OPTIONS`, `LD_PRELOAD`, `ELECTRON_RUN_AS_NODE`, …). */
export function engineEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !dangerous.test(name)) kept[name] = value;
  }
  return kept;
}
