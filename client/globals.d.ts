/** The CloudBase environment, set when the client is built; empty means the one the mini-program is bound to. */
declare const CLOUD_ENV: string

declare module '*.scss'
