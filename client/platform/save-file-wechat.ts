import Taro from '@tarojs/taro'

// Everything that was exported on this phone, each name once.
const ours = /^export-/

/**
 * Writes a file that came as base64 among the mini-program's own files; those exported before are removed, so that what
 * people wrote does not pile up on a phone.
 * @returns where it is. Throws where the phone did not take it.
 */
export async function writeBase64(name: string, base64: string): Promise<string> {
  const files = Taro.getFileSystemManager()
  const folder = Taro.env.USER_DATA_PATH
  if (folder === undefined) throw new Error('no folder of our own')
  removeBefore(files, folder)
  const path = `${folder}/export-${name}`
  await new Promise<void>((resolve, reject) =>
    files.writeFile({
      filePath: path,
      data: base64,
      encoding: 'base64',
      success: () => resolve(),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  )
  return path
}

function removeBefore(files: Taro.FileSystemManager, folder: string): void {
  try {
    for (const name of files.readdirSync(folder)) if (ours.test(name)) files.unlinkSync(`${folder}/${name}`)
  } catch {
    // An old file that stays is no reason not to write the new one.
  }
}

/** Opens a document that WeChat can show (xlsx); its own menu sends it on. Answers whether it opened. */
export async function openInWeChat(path: string): Promise<boolean> {
  try {
    await Taro.openDocument({ filePath: path, fileType: 'xlsx', showMenu: true })
    return true
  } catch {
    return false
  }
}

/** Sends a file to a chat, such as one's own 文件传输助手. Must be called directly in a tap. Answers whether it went. */
export function sendToChat(path: string, name: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    // With callbacks: Taro passes this one on as it is, and only newer base libraries promise by themselves.
    const given = Taro.shareFileMessage({
      filePath: path,
      fileName: name,
      success: () => resolve(true),
      fail: () => resolve(false),
    }) as Promise<unknown> | undefined // undefined where it does not promise
    given?.catch(() => undefined)
  }).catch(() => false) // a WeChat too old to know it
}
