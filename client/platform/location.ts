import Taro from '@tarojs/taro'

export interface PickedPlace {
  /** Words that describe it; empty in a browser, which has no map. */
  words: string
  /** Degrees; GCJ-02 from WeChat's map, WGS-84 from a browser. */
  lat: number
  lng: number
}

/** Lets the person choose a place. Undefined when she gave up or did not allow it: the words alone are enough. */
export async function pickPlace(): Promise<PickedPlace | undefined> {
  try {
    if (IN_WECHAT) {
      const spot = await Taro.chooseLocation({})
      const words = spot.address.includes(spot.name) ? spot.address : `${spot.address}${spot.name}`
      return { words, lat: Number(spot.latitude), lng: Number(spot.longitude) }
    } else {
      const found = await new Promise<GeolocationPosition>((resolve, reject) =>
        navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 10_000 }),
      )
      return { words: '', lat: found.coords.latitude, lng: found.coords.longitude }
    }
  } catch {
    return undefined
  }
}
