# "\r" goes back to the start of the line: that is all a progress bar needs.
import time

GREEN, DIM, BOLD, RESET = "\033[32m", "\033[2m", "\033[1m", "\033[0m"
WIDTH = 30

for step in range(101):
    filled = WIDTH * step // 100
    bar = GREEN + "█" * filled + DIM + "░" * (WIDTH - filled) + RESET
    print(f"\r{bar} {step:3}%", end="", flush=True)
    time.sleep(0.02)

print(f"\n{BOLD}Done.{RESET} Some more colours:")
for color in range(16):
    print(f"\033[48;5;{color}m   {RESET}", end="")
print()
