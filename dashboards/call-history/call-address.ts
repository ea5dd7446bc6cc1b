/** Of the page of a call, by its global id. */
export const callAddress = ({ id }: { readonly id: string }): string => `/call?id=${encodeURIComponent(id)}`
