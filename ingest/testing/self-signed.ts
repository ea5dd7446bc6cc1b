import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate that signs itself, for `localhost`, valid for a day: made anew, so that none lies about. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid(0x55, 0x04, 0x03), tagged(0x0c, Buffer.from('localhost')))))
  const signedWith = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
  const day = 86_400_000
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    signedWith,
    name,
    sequence(time(Date.now() - day), time(Date.now() + day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      0xa3,
      sequence(
        sequence(oid(0x55, 0x1d, 0x13), octets(sequence(Buffer.from([0x01, 0x01, 0xff])))),
        sequence(oid(0x55, 0x1d, 0x11), octets(sequence(tagged(0x82, Buffer.from('localhost'))))),
      ),
    ),
  )
  const signature = tagged(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]))
  const der = sequence(body, signedWith, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** Distinguished encoding rules: tag, length, content. */
function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(content)
  const length =
    whole.length < 0x80
      ? [whole.length]
      : whole.length < 0x100
        ? [0x81, whole.length]
        : [0x82, whole.length >> 8, whole.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), whole])
}

const sequence = (...content: readonly Buffer[]): Buffer => tagged(0x30, ...content)
const set = (...content: readonly Buffer[]): Buffer => tagged(0x31, ...content)
const octets = (...content: readonly Buffer[]): Buffer => tagged(0x04, ...content)
const oid = (...bytes: readonly number[]): Buffer => tagged(0x06, Buffer.from(bytes))
const integer = (value: number): Buffer => tagged(0x02, Buffer.of(value))
const time = (at: number): Buffer => tagged(0x18, Buffer.from(new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')))
