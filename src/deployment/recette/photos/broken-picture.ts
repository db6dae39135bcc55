/** A fault in the structure of a picture. */
export class BrokenPicture extends Error {}
