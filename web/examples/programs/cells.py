# %% Shift+Enter runs this cell and goes on to the next
import random

rolls = [random.randint(1, 6) for _ in range(600)]

# %% Count them
counts = {side: rolls.count(side) for side in range(1, 7)}
counts

# %% Draw them: change a cell and run it again
for side, count in counts.items():
    print(side, '#' * (count // 4), count)
