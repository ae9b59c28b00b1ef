/** A failure that the person at the terminal can mend: shown as its words alone, without a stack. */
export class CannotStart extends Error {}

/** 'chmod' style failures carry a code; this reads it without a cast. */
export function codeOf(trouble: unknown): string | undefined {
  if (typeof trouble !== 'object' || trouble === null || !('code' in trouble)) return undefined
  return typeof trouble.code === 'string' ? trouble.code : undefined
}
