// What the process of the command line and the thread that runs the command say to each other.

export type Interruption = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What the thread is started with. */
export interface CommandThread {
  /** Whether stderr is a terminal. */
  isTerminal: boolean;
}

/** The thread's answer to an interruption, before it cleans up. */
export interface ToProcess {
  heard: Interruption;
}

/** Set by a process that waits for the command line in place and hears no signal itself. */
export const endsWithParent = 'ASSAY_ENDS_WITH_PARENT';
