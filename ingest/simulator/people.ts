const firstNames = [
  'Alice',
  'Bruno',
  'Camille',
  'David',
  'Élodie',
  'Farid',
  'Gaëlle',
  'Hugo',
  'Inès',
  'Julien',
  'Karim',
  'Lucie',
  'Manon',
  'Noémie',
  'Olivier',
  'Pauline',
] as const

const lastNames = [
  'Martin',
  'Petit',
  'Durand',
  'Moreau',
  'Henry',
  'Simon',
  'Michel',
  'Mercier',
  'Roux',
  'Garnier',
  'Leroy',
  'Chevalier',
  'Faure',
  'Roussel',
  'Legrand',
  'Clément',
  'Girard',
] as const

/** The invented name of whoever has the number: the same one each time. */
export function personWithNumber(number: string): string {
  let mixed = 0
  for (let index = 0; index < number.length; index++) mixed = (mixed * 31 + number.charCodeAt(index)) >>> 0
  const first = firstNames[mixed % firstNames.length] ?? ''
  const last = lastNames[Math.floor(mixed / firstNames.length) % lastNames.length] ?? ''
  return `${first} ${last}`
}
