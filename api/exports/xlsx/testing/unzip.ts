import { crc32, inflateRawSync } from 'node:zlib'

/** The texts of an archive by name, read by its directory as programs do; every sum is compared. */
export function filesIn(archive: Buffer): Readonly<Record<string, string>> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const count = archive.readUInt16LE(end + 10)
  let at = farOr(archive.readUInt32LE(end + 16), () => {
    const locator = end - 20
    return Number(archive.readBigUInt64LE(Number(archive.readBigUInt64LE(locator + 8)) + 48))
  })
  const files: Record<string, string> = {}
  for (let index = 0; index < count; index += 1) {
    const [sum, compressed, size] = [16, 20, 24].map(field => archive.readUInt32LE(at + field)) as [
      number,
      number,
      number,
    ]
    const [nameLength, extraLength] = [28, 30].map(field => archive.readUInt16LE(at + field)) as [number, number]
    const extra = at + 46 + nameLength
    const start = farOr(archive.readUInt32LE(at + 42), () => Number(archive.readBigUInt64LE(extra + 4)))
    const name = archive.toString('utf8', at + 46, extra)
    const content = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const text = inflateRawSync(archive.subarray(content, content + compressed))
    if (text.length !== size || crc32(text) !== sum) throw new Error(`${name} is not what its directory says`)
    files[name] = text.toString()
    at = extra + extraLength
  }
  return files
}

const farOr = (value: number, far: () => number): number => (value === 0xffff_ffff ? far() : value)
