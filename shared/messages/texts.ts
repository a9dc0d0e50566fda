/** The shape of a set of messages: the same keys in every language, each a text. */
export type Texts<Messages> = {
  [Key in keyof Messages]: Messages[Key] extends string ? string : Texts<Messages[Key]>
}

/** Dotted names of all texts in a set of messages. */
export type TextKey<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string ? Key : `${Key}.${TextKey<Messages[Key]>}`
}[keyof Messages & string]
