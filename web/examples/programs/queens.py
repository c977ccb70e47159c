# Eight queens that cannot attack each other: recursion with a generator.

def queens(size, columns=()):
    row = len(columns)
    if row == size:
        yield columns
        return
    for column in range(size):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(columns)):
            yield from queens(size, (*columns, column))

solutions = list(queens(8))
print(len(solutions), "ways to place them. The first one:\n")

for column in solutions[0]:
    print(" ".join("♛" if c == column else "·" for c in range(8)))

solutions[0]
