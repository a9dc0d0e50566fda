/** Where each id stands in an ordered list; -1 for one that is not in it. */
export interface IdPlaces {
  indexOf(id: number): number
}

/** Ids of a catalog are dense; a list whose greatest is far beyond its length gets a map instead. */
const MOST_EMPTY = 8
const LEAST_SPAN = 65_536

/** Looked up in constant time: a wall of a hundred thousand asks for places with every frame. */
export function placesOf(ids: Int32Array): IdPlaces {
  let greatest = 0
  for (const id of ids) if (id > greatest) greatest = id
  if (greatest > LEAST_SPAN && greatest > ids.length * MOST_EMPTY) return sparsePlaces(ids)
  const places = new Int32Array(greatest + 1)
  // One more than the place: nothing need be filled in for the ids that are absent.
  for (let index = 0; index < ids.length; index++) places[ids[index] ?? 0] = index + 1
  return { indexOf: (id) => (places[id] ?? 0) - 1 }
}

function sparsePlaces(ids: Int32Array): IdPlaces {
  const places = new Map<number, number>()
  for (let index = 0; index < ids.length; index++) places.set(ids[index] ?? 0, index)
  return { indexOf: (id) => places.get(id) ?? -1 }
}
