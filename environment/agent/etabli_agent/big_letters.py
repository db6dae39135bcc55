"""Letters that are read from two metres: drawn of blocks, as large as the console allows."""

from .screen_layout import clean, drawable

# Five columns and seven rows each, `#` is lit.
_GLYPHS = {
    "A": (".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"),
    "B": ("####.", "#...#", "#...#", "####.", "#...#", "#...#", "####."),
    "C": (".###.", "#...#", "#....", "#....", "#....", "#...#", ".###."),
    "D": ("####.", "#...#", "#...#", "#...#", "#...#", "#...#", "####."),
    "E": ("#####", "#....", "#....", "####.", "#....", "#....", "#####"),
    "F": ("#####", "#....", "#....", "####.", "#....", "#....", "#...."),
    "G": (".###.", "#...#", "#....", "#.###", "#...#", "#...#", ".###."),
    "H": ("#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"),
    "I": (".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."),
    "J": ("..###", "...#.", "...#.", "...#.", "...#.", "#..#.", ".##.."),
    "K": ("#...#", "#..#.", "#.#..", "##...", "#.#..", "#..#.", "#...#"),
    "L": ("#....", "#....", "#....", "#....", "#....", "#....", "#####"),
    "M": ("#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"),
    "N": ("#...#", "##..#", "#.#.#", "#..##", "#...#", "#...#", "#...#"),
    "O": (".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."),
    "P": ("####.", "#...#", "#...#", "####.", "#....", "#....", "#...."),
    "Q": (".###.", "#...#", "#...#", "#...#", "#.#.#", "#..#.", ".##.#"),
    "R": ("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"),
    "S": (".####", "#....", "#....", ".###.", "....#", "....#", "####."),
    "T": ("#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."),
    "U": ("#...#", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."),
    "V": ("#...#", "#...#", "#...#", "#...#", "#...#", ".#.#.", "..#.."),
    "W": ("#...#", "#...#", "#...#", "#.#.#", "#.#.#", "##.##", "#...#"),
    "X": ("#...#", "#...#", ".#.#.", "..#..", ".#.#.", "#...#", "#...#"),
    "Y": ("#...#", "#...#", ".#.#.", "..#..", "..#..", "..#..", "..#.."),
    "Z": ("#####", "....#", "...#.", "..#..", ".#...", "#....", "#####"),
    "0": (".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."),
    "1": ("..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."),
    "2": (".###.", "#...#", "....#", "..##.", ".#...", "#....", "#####"),
    "3": ("####.", "....#", "....#", ".###.", "....#", "....#", "####."),
    "4": ("...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."),
    "5": ("#####", "#....", "####.", "....#", "....#", "#...#", ".###."),
    "6": (".###.", "#....", "#....", "####.", "#...#", "#...#", ".###."),
    "7": ("#####", "....#", "...#.", "..#..", "..#..", ".#...", ".#..."),
    "8": (".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."),
    "9": (".###.", "#...#", "#...#", ".####", "....#", "....#", ".###."),
    "-": (".....", ".....", ".....", "#####", ".....", ".....", "....."),
    "_": (".....", ".....", ".....", ".....", ".....", ".....", "#####"),
    ".": (".....", ".....", ".....", ".....", ".....", ".##..", ".##.."),
    "/": ("....#", "....#", "...#.", "..#..", ".#...", "#....", "#...."),
    " ": (".....",) * 7,
}
_UNKNOWN = (".###.", "#...#", "....#", "...#.", "..#..", ".....", "..#..")
_ROWS = 7
_COLUMNS = 6  # with the gap after each letter
_SMALLEST = 1


def big(text: str, width: int, height: int) -> list[str]:
    """The text in one line of the largest letters that fit; as plain text when none do; cut when even that does not."""
    word = _letters(text)
    scale = min((width + 1) // (len(word) * _COLUMNS), height // _ROWS) if word else 0
    if scale < _SMALLEST:
        return [drawable(clean(text))[:width]]
    rows = ["".join(_GLYPHS.get(letter, _UNKNOWN)[row] + "." for letter in word) for row in range(_ROWS)]
    # A cell of the console is twice as high as it is wide, so a letter is made as wide as the line allows.
    across = max(scale, min((width + 1) // (len(word) * _COLUMNS), scale * 2))
    lines = ["".join(("█" if dot == "#" else " ") * across for dot in row).rstrip() for row in rows]
    return [line for line in lines for _ in range(scale)]


def _letters(text: str) -> str:
    return drawable(clean(text)).upper()


def big_screen(lines: list[str], note: str, width: int, height: int) -> list[str]:
    """A screen of these texts, the first one the largest, and a note in plain text below."""
    texts = [text for text in (clean(line) for line in lines) if text]
    room = height - 2
    screen: list[str] = []
    for place, text in enumerate(texts):
        rest = len(texts) - place - 1
        # One more line of the smallest letters must fit below, and after it one of plain text.
        share = room if rest == 0 else max(_ROWS + 1, min(int(room * 0.6), room - (_ROWS + 1) - 2 * (rest - 1)))
        drawn = big(text, width - 2, max(1, min(share, room) - 1))
        screen += ["", *(f" {line}" for line in drawn)]
        room -= len(drawn) + 1
    return [*screen[: height - 2], "", f" {drawable(clean(note))}"[:width]][:height]
