/** Of the page of a call, by its global id. */
export const callAddress = ({ id }: { readonly id: string }): string => `/call?id=${encodeURIComponent(id)}`

/** Of the same page, by what queue_log tells of a call: the callid, which is the uniqueid of the caller's channel. */
export const callAddressByChannel = (site: string, uniqueId: string): string =>
  `/call?${new URLSearchParams({ site, uniqueId })}`
