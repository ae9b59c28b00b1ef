/** The CloudBase environment, set when the client is built; empty means the one the mini-program is bound to. */
declare const CLOUD_ENV: string

/**
 * Which build this is: the mini-program (true) or the web page. The bundler puts a constant in its place and drops the
 * branch that is not taken, with everything only that branch imports; so write `if (IN_WECHAT) … else …`, never an
 * early return, and where a branch imports much, not in an async function, whose compiled form hides the branch.
 */
declare const IN_WECHAT: boolean

declare module '*.scss'
