/** The code of the error that an attempt ends with. */
export const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'no error';
};
