import { describe, expect, test } from 'vitest'
import { mostImportedCallbacks, readCallbackRequests } from './read-requests.ts'

const read = (text: string) => readCallbackRequests(text, 'leads', row => `i.${row}`)
const header = 'phoneNumber|mobilePhoneNumber|firstName|lastName|company|description|dueDate|period'
const nothing = {
  type: 'RequestCallback',
  list: 'leads',
  phoneNumber: null,
  mobilePhoneNumber: null,
  firstName: null,
  lastName: null,
  company: null,
  description: null,
  dueDate: null,
  period: null,
}

test('G-21: the sample of the original is two requests: one without day and period, one without a description', () => {
  const sample = `${header}
0230210092|0689746321|John|Doe|MyCompany|Call back quickly||
0587963214|0789654123|Alice|O'Neill|YourSociety||2016-08-01|Afternoon
`
  expect(read(sample)).toEqual({
    ok: true,
    requests: [
      {
        ...nothing,
        id: 'i.1',
        phoneNumber: '0230210092',
        mobilePhoneNumber: '0689746321',
        firstName: 'John',
        lastName: 'Doe',
        company: 'MyCompany',
        description: 'Call back quickly',
      },
      {
        ...nothing,
        id: 'i.2',
        phoneNumber: '0587963214',
        mobilePhoneNumber: '0789654123',
        firstName: 'Alice',
        lastName: "O'Neill",
        company: 'YourSociety',
        dueDate: '2016-08-01',
        period: 'Afternoon',
      },
    ],
  })
})

describe('a file', () => {
  test.each([
    [';', 'phoneNumber;lastName\r\n01;"a;""b"""\r\n', 'a;"b"'],
    [',', 'phoneNumber,lastName\n01,"a,b"', 'a,b'],
    ['|', '\uFEFFphoneNumber|lastName\n\n01|a\n\n', 'a'],
  ])('may be separated by %s, quoted, and have only some of the columns', (_, text, lastName) => {
    expect(read(text)).toEqual({ ok: true, requests: [{ ...nothing, id: 'i.1', phoneNumber: '01', lastName }] })
  })

  test.each([
    ['', 'csv header'],
    ['number|name\n1|a', 'csv header'],
    ['phoneNumber|phoneNumber\n1|2', 'csv header'],
    ['lastName|firstName\na|b', 'csv header'],
    ['phoneNumber|lastName\n1|2|3\n2|"a"b', 'rows[0] csv'],
    [`phoneNumber\n${'1\n'.repeat(mostImportedCallbacks + 1)}`, 'rows length'],
  ])('is refused as a whole: %j', (text, refusal) => {
    const answer = read(text)
    expect(answer.ok ? [] : answer.rejections.map(({ field, rule }) => `${field} ${rule}`)[0]).toBe(refusal)
  })
})
