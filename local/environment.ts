/** The name of the local cloud environment. */
export const LOCAL_ENVIRONMENT = 'express-lane-local'

/**
 * Points the real node-sdk of this process at the local endpoint (docs/decisions/local-cloud.md). TENCENTCLOUD_RUNENV
 * keeps it from probing a metadata host twice a call.
 */
export function pointSdkHere(origin: string, secretId: string): void {
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `${origin}/admin` })
  process.env.TCB_ENV = LOCAL_ENVIRONMENT
  process.env.SCF_NAMESPACE = LOCAL_ENVIRONMENT
  process.env.TENCENTCLOUD_RUNENV = 'SCF'
  process.env.TENCENTCLOUD_REGION = 'local'
  process.env.TENCENTCLOUD_SECRETID = secretId
  process.env.TENCENTCLOUD_SECRETKEY = 'local'
}
