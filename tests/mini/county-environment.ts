import { TestEnvironment } from 'jest-environment-jsdom'
import { require as load } from 'tsx/cjs/api'
import type * as Room from './cloud'

declare global {
  /** The cloud of this test file. Only in this test environment. */
  var cloud: Room.Cloud
}

/** A phone's screen (jsdom) plus a cloud, which runs outside the sandbox as on another machine. */
export default class CountyEnvironment extends TestEnvironment {
  private cloud: Room.Cloud | undefined

  override async setup(): Promise<void> {
    await super.setup()
    // Jest leaves the module loader of its own process alone; tsx reads our TypeScript and its paths there.
    const { openCloud } = load('./cloud.ts', __filename) as typeof Room
    this.cloud = await openCloud()
    this.global.cloud = this.cloud
  }

  override async teardown(): Promise<void> {
    await this.cloud?.close()
    await super.teardown()
  }
}
