"""Conway's game of life on a set of cells."""
from collections import Counter


def step(cells):
    counts = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0))
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}


def show(cells, width=8, height=6):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width)) for y in range(height))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(8):
    print(f"generation {generation}: {len(glider)} cells")
    print(show(glider))
    glider = step(glider)
print(sorted(glider), glider)
blinker = {(1, 0), (1, 1), (1, 2)}
print(step(step(blinker)) == blinker)
